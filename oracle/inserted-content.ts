/**
 * What a list may contain while insertions fail, as sets of addresses per type; how these are divided into regions is
 * judged by the rules of merging.
 */

import { type AddressRange, REGION_TYPES, type RegionFields, type RegionType } from "../model/region.ts";
import type { ObservedRegion } from "../model/trace.ts";
import { IntervalSet } from "./interval-set.ts";

/** True if two reads of a list show the same regions in the same order, regardless of objects. */
export function hasSameContent(before: readonly RegionFields[], after: readonly RegionFields[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ start, end, type, protection }, i) => {
      const other = after[i]!;
      return start === other.start && end === other.end && type === other.type && protection === other.protection;
    })
  );
}

/** True if some address that was inserted with a type is missing from that type. */
export function lacks(regions: readonly RegionFields[], inserted: readonly RegionFields[]): boolean {
  return REGION_TYPES.some((type) => ofType(inserted, type).without(ofType(regions, type)).length > 0);
}

/** True if a list contains what it contained before plus the first few of some regions: none, some or all of them. */
export function isPrefixOfInsertions(
  before: readonly RegionFields[],
  inserted: readonly RegionFields[],
  after: readonly ObservedRegion[],
): boolean {
  for (let count = 0; count <= inserted.length; count++) {
    const expected = [...before, ...inserted.slice(0, count)];
    if (!lacks(after, expected) && !lacks(expected, after)) return true;
  }
  return false;
}

/** The required content of a list, as regions for a witness. */
export function addressesOf(
  regions: readonly RegionFields[],
): readonly (AddressRange & { readonly type: RegionType })[] {
  return REGION_TYPES.flatMap((type) =>
    ofType(regions, type).intervals.map(({ start, end }) => ({ start, end, type })),
  );
}

function ofType(regions: readonly RegionFields[], wanted: RegionType): IntervalSet {
  return IntervalSet.of(regions.filter(({ type }) => type === wanted));
}
