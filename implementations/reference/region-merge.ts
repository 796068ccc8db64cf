/**
 * Sixth layer: inserting a region into a group list.
 *
 * A group list is sorted by start, then by type; regions of one type neither overlap nor touch, and types are never
 * joined. All memory that an insert needs is allocated first, so one that fails leaves the list as it was.
 */

import { REGION_TYPES, type RegionType } from "../../model/region.ts";
import type { RegionObject, Report } from "../contract.ts";
import type { RegionEntry, RegionList } from "./region-list.ts";
import { ReservedRegions } from "./reserved-regions.ts";

export abstract class RegionMerge extends ReservedRegions {
  /** Inserts a copy; the caller keeps `region`, which is only read. */
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

  /** Widens the copy over every entry that it overlaps or touches, and drops those entries. */
  protected absorbNeighbours(list: RegionList, copy: RegionObject): void {
    for (let entry = list.first; entry !== undefined; entry = entry.next) {
      // Entries of one type are separate, so the widened copy touches nothing that it did not touch before.
      if (!this.belongsTogether(entry.region, copy)) continue;
      this.widen(copy, entry.region);
      this.dropEntry(list, entry);
    }
  }

  protected belongsTogether(entry: RegionObject, copy: RegionObject): boolean {
    return entry.type === copy.type && this.meet(entry, copy);
  }

  /**
   * Whether two ranges overlap or touch. Addresses are bigint, so the address after the last one does not wrap to the
   * first.
   */
  protected meet(left: RegionObject, right: RegionObject): boolean {
    return left.start <= right.end + 1n && right.start <= left.end + 1n;
  }

  /** The protection of the first part counts, as in Linux. */
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

/** The rank of a type among regions with the same start. */
export function typeRank(type: RegionType): number {
  return REGION_TYPES.indexOf(type);
}
