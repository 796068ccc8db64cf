/**
 * Passes over addresses.
 *
 * What matters about regions is mostly how they lie relative to each other, so addresses move together: all places
 * where regions start or end keep their order while the distances between them shrink to pages.
 */

import { type AddressRange, MAXIMUM_ADDRESS, PAGE_SIZE } from "../../model/region.ts";
import type { Pass } from "./pass.ts";
import { measureRanges, rangesOf, SIMPLE_REGION, withRanges } from "./region-measure.ts";
import { compareMeasures } from "./compare-measures.ts";

const FOUR_GIB = 1n << 32n;

/** With more regions than this, only all of them at once are tried, because something else has to shrink first. */
const MOST_CUTS = 24;

export const simplifyRegions: Pass = {
  name: "simplify regions",
  *candidates(plan) {
    const ranges = rangesOf(plan);
    const measure = measureRanges(ranges);
    const offered = new Set<string>();
    for (const candidate of candidateRanges(ranges)) {
      // An inverted RMRR could move its end below 0, or its start beyond the top.
      if (!candidate.every(({ start, end }) => isAddress(start) && isAddress(end))) continue;
      if (compareMeasures(measureRanges(candidate), measure) >= 0) continue;
      // Many ways lead to the same addresses.
      const text = candidate.map(({ start, end }) => `${start}-${end}`).join();
      if (offered.has(text)) continue;
      offered.add(text);
      yield withRanges(plan, candidate);
    }
  },
};

function* candidateRanges(ranges: readonly AddressRange[]): Generator<readonly AddressRange[]> {
  yield ranges.map(() => SIMPLE_REGION);
  const cuts = cutsOf(ranges);
  yield packed(ranges, cuts, 0, PAGE_SIZE);
  if (cuts.length > MOST_CUTS) return;
  // One address stays where it is, perhaps at an edge, and the others gather around it.
  for (let fixed = 0; fixed < cuts.length; fixed++) yield packed(ranges, cuts, fixed, cuts[fixed]!);
  const above = cuts.findIndex((cut) => cut > FOUR_GIB);
  if (above > 0) yield packedAcross(ranges, cuts, above);
  for (let moved = 0; moved < cuts.length; moved++) {
    const least = (moved === 0 ? 0n : cuts[moved - 1]!) + PAGE_SIZE;
    for (const to of towards(cuts[moved]!, least)) {
      yield mapCuts(ranges, cuts, (index) => (index === moved ? to : cuts[index]!));
    }
  }
  for (let index = 0; index < ranges.length; index++) {
    for (const range of simplerRanges(ranges, ranges[index]!)) {
      yield ranges.map((other, at) => (at === index ? range : other));
    }
  }
}

/** The addresses at which ranges start or after which they end, ascending and without duplicates. */
export function cutsOf(ranges: readonly AddressRange[]): readonly bigint[] {
  const cuts = new Set<bigint>();
  for (const { start, end } of ranges) cuts.add(start).add(end + 1n);
  return [...cuts].sort((a, b) => (a < b ? -1 : 1));
}

function mapCuts(
  ranges: readonly AddressRange[],
  cuts: readonly bigint[],
  map: (index: number) => bigint,
): readonly AddressRange[] {
  const to = new Map(cuts.map((cut, index) => [cut, map(index)]));
  return ranges.map(({ start, end }) => ({ start: to.get(start)!, end: to.get(end + 1n)! - 1n }));
}

/** All of these addresses a page apart, with one of them at a given address. */
function packed(
  ranges: readonly AddressRange[],
  cuts: readonly bigint[],
  fixed: number,
  at: bigint,
): readonly AddressRange[] {
  return mapCuts(ranges, cuts, (index) => at + BigInt(index - fixed) * PAGE_SIZE);
}

/** All of these addresses a page apart around 4 GiB, which none of them equals. */
function packedAcross(
  ranges: readonly AddressRange[],
  cuts: readonly bigint[],
  above: number,
): readonly AddressRange[] {
  return mapCuts(
    ranges,
    cuts,
    (index) => FOUR_GIB + BigInt(index < above ? index - above : index - above + 1) * PAGE_SIZE,
  );
}

function isAddress(value: bigint): boolean {
  return value >= 0n && value <= MAXIMUM_ADDRESS;
}

/** The smallest, then values up to just below a value, each halving the remaining distance, on whole pages. */
function* towards(value: bigint, least: bigint): Generator<bigint> {
  yield least;
  // Often a single bit matters: the greatest power of two in the value, and the addresses a page away from it.
  const power = 1n << BigInt(value.toString(2).length - 1);
  for (const candidate of [power, power + PAGE_SIZE]) if (candidate > least && candidate < value) yield candidate;
  for (let step = value - least; step > 0n; step /= 2n) {
    const candidate = ((value - step) / PAGE_SIZE) * PAGE_SIZE;
    if (candidate >= least) yield candidate;
  }
}

/** A single range: simplest, equal to another, short, low. */
function* simplerRanges(ranges: readonly AddressRange[], { start, end }: AddressRange): Generator<AddressRange> {
  yield SIMPLE_REGION;
  for (const other of ranges.slice(0, 8)) yield other;
  const pages = (start / PAGE_SIZE) * PAGE_SIZE;
  yield { start: pages, end: pages + PAGE_SIZE - 1n };
  for (const size of towards(end - start + 1n, PAGE_SIZE)) {
    yield { start, end: start + size - 1n };
    yield { start: end - size + 1n, end };
  }
  for (const to of towards(start, PAGE_SIZE)) yield { start: to, end: end - start + to };
}
