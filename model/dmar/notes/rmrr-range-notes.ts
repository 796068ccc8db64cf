/** Notes on RMRRs whose ranges are equal or overlap. */

import type { DeviceScope } from "../table.ts";
import { formatPath } from "../format-path.ts";
import { hexadecimal, type NotedTable, type PlacedRmrr } from "./noted-table.ts";
import { hasRange, rangeText } from "./rmrr-range.ts";
import { noteOf, type TableNote } from "./table-note.ts";

/** One note per RMRR, for the first of its devices that already had the range. */
export function rmrrDuplicate({ rmrrs }: NotedTable): readonly TableNote[] {
  const notes: TableNote[] = [];
  const seen = new Map<string, PlacedRmrr>();
  for (const rmrr of rmrrs.filter(hasRange)) {
    const keys = rmrr.structure.scopes.map((scope) => `${rangeText(rmrr)} ${deviceKey(rmrr, scope)}`);
    const index = keys.findIndex((key) => seen.has(key));
    const scope = rmrr.structure.scopes[index];
    if (scope !== undefined) {
      const other = seen.get(keys[index]!)!;
      const path = formatPath(scope);
      const message = `RMRR ${rmrr.index} reports ${rangeText(rmrr)} for ${path}, as RMRR ${other.index} does already.`;
      const values = { rmrr: rmrr.index, other: other.index, range: rangeText(rmrr), path };
      notes.push(noteOf("rmrr-duplicate", rmrr.place, message, values));
    }
    for (const key of keys) if (!seen.has(key)) seen.set(key, rmrr);
  }
  return notes;
}

/** The same range for the same device is `rmrr-duplicate`. */
export function rmrrRangesEqual(table: NotedTable): readonly TableNote[] {
  const twice = new Set(rmrrDuplicate(table).map(({ structure }) => structure));
  const notes: TableNote[] = [];
  const first = new Map<string, PlacedRmrr>();
  for (const rmrr of table.rmrrs.filter(hasRange)) {
    const range = rangeText(rmrr);
    const other = first.get(range);
    if (other === undefined) first.set(range, rmrr);
    else if (!twice.has(rmrr.place.structure)) {
      const message = `RMRR ${rmrr.index} reports the same range as RMRR ${other.index}, for different devices: they share the memory.`;
      const values = { rmrr: rmrr.index, other: other.index, range };
      notes.push(noteOf("rmrr-ranges-equal", rmrr.place, message, values));
    }
  }
  return notes;
}

/**
 * Each RMRR is compared with the one that ends last among those that start before it, so that there are no more notes
 * than RMRRs. The note is placed at the one that comes later in the table.
 */
export function rmrrRangesOverlap({ rmrrs }: NotedTable): readonly TableNote[] {
  const notes: TableNote[] = [];
  let furthest: PlacedRmrr | undefined;
  for (const rmrr of rmrrs.filter(hasRange).sort(byRange)) {
    if (furthest === undefined || rmrr.structure.base > furthest.structure.limit) {
      furthest = rmrr;
      continue;
    }
    if (rangeText(rmrr) !== rangeText(furthest)) notes.push(overlapNote(furthest, rmrr));
    if (rmrr.structure.limit > furthest.structure.limit) furthest = rmrr;
  }
  return notes;
}

/** @param first starts before the second, or at the same address and ends later */
function overlapNote(first: PlacedRmrr, second: PlacedRmrr): TableNote {
  const [earlier, later] = first.index < second.index ? [first, second] : [second, first];
  const isInside = second.structure.limit <= first.structure.limit;
  const end = isInside ? second.structure.limit : first.structure.limit;
  const common = `[${hexadecimal(second.structure.base)}, ${hexadecimal(end)}]`;
  const relation = !isInside ? "overlaps" : later === second ? "is inside" : "encloses";
  const keys = new Set(earlier.structure.scopes.map((scope) => deviceKey(earlier, scope)));
  const shared = later.structure.scopes.find((scope) => keys.has(deviceKey(later, scope)));
  const path = shared === undefined ? undefined : formatPath(shared);
  const message =
    `RMRR ${later.index}, ${rangeText(later)}, ${relation} RMRR ${earlier.index}, ${rangeText(earlier)}; ` +
    `${path ?? "no device"} is named in both.`;
  return noteOf("rmrr-ranges-overlap", later.place, message, {
    rmrr: later.index,
    other: earlier.index,
    relation,
    common,
    ...(path === undefined ? {} : { path }),
  });
}

/** By start; at the same start, the one that ends last comes first. */
function byRange({ structure: left }: PlacedRmrr, { structure: right }: PlacedRmrr): number {
  return compare(left.base, right.base) || compare(right.limit, left.limit);
}

function compare(left: bigint, right: bigint): number {
  return left < right ? -1 : Number(left > right);
}

function deviceKey({ structure }: PlacedRmrr, scope: DeviceScope): string {
  return `${structure.segment} ${scope.type} ${scope.enumerationId} ${formatPath(scope)}`;
}
