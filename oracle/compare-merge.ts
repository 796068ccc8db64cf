/**
 * Compares a list into which regions were merged with its expected content.
 *
 * Nearly every list is right, so `isMerged` checks that first, without allocating. Only for one that is not does
 * `mergeFaults` work out what is wrong, attributing each fault to the one rule that it is about.
 */

import type { Profile } from "../model/profile.ts";
import { type AddressRange, MAXIMUM_ADDRESS, REGION_TYPES } from "../model/region.ts";
import type { ObservedRegion } from "../model/trace.ts";
import { IntervalSet } from "./interval-set.ts";
import type { MergeExpectation } from "./merge-expectation.ts";
import type { MergeFaultKind } from "./merge-fault.ts";
import { byStartThenType, TYPE_ORDER } from "./region-order.ts";

/** The next expected interval of each type, by the type's rank; kept between calls to avoid allocating it. */
type Cursor = number[];

/** True if a list contains exactly what it must, in the order of current Linux within each type. */
export function isMerged(
  regions: readonly ObservedRegion[],
  expectation: MergeExpectation,
  ordersTypes: boolean,
  cursor: Cursor,
): boolean {
  cursor.fill(0);
  let previous: ObservedRegion | undefined;
  for (const region of regions) {
    const type = TYPE_ORDER[region.type];
    const expected = expectation.intervals(type)[cursor[type]!];
    cursor[type]!++;
    if (expected === undefined || expected.start !== region.start || expected.end !== region.end) return false;
    if (ordersTypes && previous !== undefined) {
      if (previous.start > region.start) return false;
      if (previous.start === region.start && TYPE_ORDER[previous.type] > type) return false;
    }
    previous = region;
  }
  for (let type = 0; type < cursor.length; type++) {
    if (cursor[type] !== expectation.intervals(type).length) return false;
  }
  return true;
}

/**
 * The kinds of faults of a list; each may occur several times. `meet`: among the inserted regions, some of one type
 * overlap or touch; if none do, a region that is listed twice is not a matter of merging.
 */
export function mergeFaults(
  regions: readonly ObservedRegion[],
  expectation: MergeExpectation,
  profile: Profile,
  meet: boolean,
): readonly MergeFaultKind[] {
  return [
    ...orderFaults(regions, profile),
    ...addressFaults(regions, expectation),
    ...REGION_TYPES.flatMap((type) =>
      shapeFaults(
        regions.filter((region) => region.type === type),
        TYPE_ORDER[type],
        expectation,
        profile,
      ).map((kind) => (!meet && (kind === "overlap" || kind === "duplicate") ? "repeated" : kind)),
    ),
  ];
}

function orderFaults(regions: readonly ObservedRegion[], { listOrder }: Profile): MergeFaultKind[] {
  const faults: MergeFaultKind[] = [];
  if (listOrder !== "start-then-type" && listOrder !== "per-type-by-start") return faults;
  const perType = listOrder === "per-type-by-start";
  const latest = new Map<string, ObservedRegion>();
  for (const region of regions) {
    const key = perType ? region.type : "";
    const previous = latest.get(key);
    latest.set(key, region);
    if (previous === undefined) continue;
    if (previous.start > region.start) faults.push("out-of-order");
    else if (!perType && previous.start === region.start && TYPE_ORDER[previous.type] > TYPE_ORDER[region.type]) {
      faults.push("tie-out-of-order");
    }
  }
  return faults;
}

/** Addresses that are lost, added, or in a region of another type. */
function addressFaults(regions: readonly ObservedRegion[], expectation: MergeExpectation): MergeFaultKind[] {
  const faults: MergeFaultKind[] = [];
  const inserted = REGION_TYPES.map((_, type) => IntervalSet.of(expectation.intervals(type)));
  const insertedAtAll = IntervalSet.of(inserted.flatMap((set) => set.intervals));
  const isAtTheEnd = endOfSpace(expectation);
  if (regions.some(({ start, end }) => end < start)) faults.push("not-a-range");
  /** Regions that cover addresses of their type and addresses inserted only with another type. */
  const taken = new IntervalSet(true);
  for (const region of regions) {
    const whole = IntervalSet.of([region]);
    const added = whole.without(inserted[TYPE_ORDER[region.type]]!);
    if (added.length === 0) continue;
    const strange = IntervalSet.of(added).without(insertedAtAll);
    const hasOwn = added[0]!.start !== region.start || added[0]!.end !== region.end;
    const fromOthers = IntervalSet.of(added).without(IntervalSet.of(strange));
    for (const range of hasOwn ? strange : added) {
      faults.push(isAtTheEnd(range) ? "added-at-the-end" : "addresses-added");
    }
    if (hasOwn && fromOthers.length > 0) taken.add(region);
  }
  if (taken.intervals.length > 0) faults.push("joined-across-types");
  for (const type of REGION_TYPES) {
    const observed = IntervalSet.of(regions.filter((region) => region.type === type));
    for (const run of inserted[TYPE_ORDER[type]]!.without(observed)) {
      // Addresses that a region of another type covers are attributed to that region.
      for (const range of IntervalSet.of([run]).without(taken)) {
        faults.push(isAtTheEnd(range) ? "lost-at-the-end" : "addresses-lost");
      }
    }
  }
  return faults;
}

/** Whether addresses are at an end of the address space that some inserted region reaches. */
function endOfSpace({ inserted }: MergeExpectation): (range: AddressRange) => boolean {
  const bottom = inserted.some(({ start }) => start === 0n);
  const top = inserted.some(({ end }) => end === MAXIMUM_ADDRESS);
  return ({ start, end }) => (bottom && start === 0n) || (top && end === MAXIMUM_ADDRESS);
}

/** Overlaps within a type, and borders between its regions that should not be there or are missing. */
function shapeFaults(
  regions: readonly ObservedRegion[],
  type: number,
  expectation: MergeExpectation,
  { mergesAdjacent }: Profile,
): MergeFaultKind[] {
  const faults: MergeFaultKind[] = [];
  const sorted = regions.filter(({ start, end }) => start <= end).toSorted(byStartThenType);
  const inserted = expectation.inserted.filter((region) => TYPE_ORDER[region.type] === type);
  const reachesTop = inserted.some(({ end }) => end === MAXIMUM_ADDRESS);
  let reach: AddressRange | undefined;
  for (const region of sorted) {
    if (reach !== undefined && region.start <= reach.end) {
      const atEnd = reachesTop && (region.end === MAXIMUM_ADDRESS || reach.end === MAXIMUM_ADDRESS);
      const same = reach.start === region.start && reach.end === region.end;
      faults.push(atEnd ? "overlap-at-the-end" : same ? "duplicate" : "overlap");
    } else if (reach !== undefined && region.start === reach.end + 1n) {
      if (isInsideOne(inserted, region.start)) faults.push("split");
      else if (mergesAdjacent === "yes") {
        faults.push(reachesTop && region.end === MAXIMUM_ADDRESS ? "kept-apart-at-the-end" : "kept-apart");
      }
    }
    if (reach === undefined || region.end > reach.end) reach = region;
  }
  // Touching intervals are expected only where the profile keeps them apart.
  if (joinsTouching(sorted, expectation.intervals(type))) faults.push("joined");
  return faults;
}

/** True if a region covers several intervals that only touch. */
function joinsTouching(regions: readonly ObservedRegion[], expected: readonly AddressRange[]): boolean {
  return regions.some((region) => {
    const held = expected.filter(({ start, end }) => region.start <= start && end <= region.end);
    return held.some((interval, i) => i > 0 && held[i - 1]!.end + 1n === interval.start);
  });
}

/** True if one inserted region contains both the address and the one before it. */
function isInsideOne(inserted: readonly AddressRange[], address: bigint): boolean {
  return inserted.some(({ start, end }) => start < address && end >= address);
}
