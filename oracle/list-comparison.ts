/** Compares lists of regions as they were read at different times. */

import type { ObservedRegion } from "../model/trace.ts";
import type { WitnessRegion } from "../model/verdict.ts";

export function shownRegions(regions: readonly ObservedRegion[]): readonly WitnessRegion[] {
  return regions.map(({ object, start, end, type, protection }) => ({ start, end, type, protection, object }));
}

/** True if two reads of a list show the same objects, in the same order, with the same content. */
export function sameSequence(left: readonly ObservedRegion[], right: readonly ObservedRegion[]): boolean {
  if (left.length !== right.length) return false;
  for (let i = 0; i < left.length; i++) {
    const a = left[i]!;
    const b = right[i]!;
    if (a.object !== b.object || a.protection !== b.protection || !sayTheSame(a, b)) return false;
  }
  return true;
}

/** True if two lists have the same ranges and types in the same order, regardless of objects. */
export function sameRangesAndTypes(left: readonly ObservedRegion[], right: readonly ObservedRegion[]): boolean {
  return left.length === right.length && left.every((region, i) => sayTheSame(region, right[i]!));
}

/** True if two regions have the same range and type. */
function sayTheSame(a: ObservedRegion, b: ObservedRegion): boolean {
  return a.start === b.start && a.end === b.end && a.type === b.type;
}

/** True if two lists contain the same set of ranges, and of types if these are compared. */
export function sameSet(left: readonly ObservedRegion[], right: readonly ObservedRegion[], types: boolean): boolean {
  if (left.length === right.length && left.every((region, i) => sayTheSame(region, right[i]!))) return true;
  const key = ({ start, end, type }: ObservedRegion): string => (types ? `${start} ${end} ${type}` : `${start} ${end}`);
  const a = new Set(left.map(key));
  const b = new Set(right.map(key));
  return a.size === b.size && [...a].every((entry) => b.has(entry));
}
