/** Sequences of insertions that differ only in their order. */

import type { RegionFields } from "../model/region.ts";
import { byStartThenType } from "./region-order.ts";

/** True if two sequences insert the same set of ranges and types in a different order. */
export function sameInAnotherOrder(left: readonly RegionFields[], right: readonly RegionFields[]): boolean {
  return !isSameSequence(left, right) && isSameSequence(distinct(left), distinct(right));
}

/** In order, each once. */
function distinct(regions: readonly RegionFields[]): readonly RegionFields[] {
  return regions
    .toSorted(byStartThenType)
    .filter((region, i, sorted) => i === 0 || byStartThenType(region, sorted[i - 1]!) !== 0);
}

function isSameSequence(left: readonly RegionFields[], right: readonly RegionFields[]): boolean {
  return left.length === right.length && left.every((region, i) => byStartThenType(region, right[i]!) === 0);
}
