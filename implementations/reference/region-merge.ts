/**
 * Sixth layer: inserting a region into a group list.
 *
 * A group list is sorted by start, then by type; regions of one type neither overlap nor touch, and types are
 * never joined. All memory that an insert needs is taken first, so one that fails leaves the list as it was.
 */

import { REGION_TYPES, type RegionType } from "../../model/region.ts";
import type { RegionObject, Report } from "../contract.ts";
import type { RegionEntry, RegionList } from "./region-list.ts";
import { ReservedRegions } from "./reserved-regions.ts";

export abstract class RegionMerge extends ReservedRegions {
  /** Inserts a copy; `region` stays the caller's and is only read. */
  insertReservedRegion(list: RegionList, region: RegionObject): Report {
    const copy = this.copyRegion(region);
    if (copy === undefined) return "no-memory";
    this.absorbNeighbours(list, copy);
    this.linkSorted(list, copy);
    return "ok";
  }

  protected copyRegion({ start, end, type, protection }: RegionObject): RegionObject | undefined {
    return this.memory.allocate({ start, end, type, protection }, { maySleep: true });
  }

  /** Widens the copy over every entry that it meets, and drops those entries. */
  protected absorbNeighbours(list: RegionList, copy: RegionObject): void {
    for (let entry = list.first; entry !== undefined; entry = entry.next) {
      // What the list holds of one type is apart, so the copy, once widened, meets nothing that it did not before.
      if (!this.belongsTogether(entry.region, copy)) continue;
      this.widen(copy, entry.region);
      this.dropEntry(list, entry);
    }
  }

  protected belongsTogether(entry: RegionObject, copy: RegionObject): boolean {
    return entry.type === copy.type && this.meet(entry, copy);
  }

  /** Whether two ranges overlap or touch. Addresses are bigint: what is behind the last address is not the first. */
  protected meet(left: RegionObject, right: RegionObject): boolean {
    return left.start <= right.end + 1n && right.start <= left.end + 1n;
  }

  /** The protection of the part that comes first counts, as it does in Linux. */
  protected widen(copy: RegionObject, entry: RegionObject): void {
    if (entry.start < copy.start) {
      copy.start = entry.start;
      copy.protection = entry.protection;
    }
    if (entry.end > copy.end) copy.end = entry.end;
  }

  protected dropEntry(list: RegionList, entry: RegionEntry): void {
    list.unlink(entry);
    this.memory.free(entry.region);
  }

  protected linkSorted(list: RegionList, copy: RegionObject): void {
    let next = list.first;
    while (next !== undefined && this.comesBefore(next.region, copy)) next = next.next;
    list.insertBefore(next, copy);
  }

  protected comesBefore(entry: RegionObject, copy: RegionObject): boolean {
    if (entry.start !== copy.start) return entry.start < copy.start;
    return typeRank(entry.type) < typeRank(copy.type);
  }
}

/** The place of a type among regions that start at one address. */
export function typeRank(type: RegionType): number {
  return REGION_TYPES.indexOf(type);
}
