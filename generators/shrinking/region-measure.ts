/** How simple the addresses of a plan's regions are. */

import { type AddressRange, PAGE_SIZE, PROTECTION_READ_WRITE, type RegionFields } from "../../model/region.ts";
import type { Plan } from "../plan.ts";

/** One page at the lowest address that is not an edge: 0 is an edge, and is kept only where it matters. */
export const SIMPLE_REGION: RegionFields = {
  start: PAGE_SIZE,
  end: 2n * PAGE_SIZE - 1n,
  type: "direct",
  protection: PROTECTION_READ_WRITE,
};

/** The ranges of RMRRs, and those of steps: inserted regions, apertures, mappings. */
export function rangesOf(plan: Plan): readonly AddressRange[] {
  const ranges: AddressRange[] = plan.rmrrs.map(({ base, limit }) => ({ start: base, end: limit }));
  for (const step of plan.steps) {
    if (step.do === "insert") ranges.push(step.region);
    else if (step.do === "attach") ranges.push(step.aperture, ...step.mappings);
  }
  return ranges;
}

/** A plan with other ranges, in the order of `rangesOf`. */
export function withRanges(plan: Plan, ranges: readonly AddressRange[]): Plan {
  let taken = 0;
  // A range with a type may replace an aperture, which has none.
  const next = (): AddressRange => {
    const { start, end } = ranges[taken++]!;
    return { start, end };
  };
  const rmrrs = plan.rmrrs.map((rmrr) => {
    const { start, end } = next();
    return { ...rmrr, base: start, limit: end };
  });
  const steps = plan.steps.map((step) => {
    if (step.do === "attach") return { ...step, aperture: next(), mappings: step.mappings.map(next) };
    if (step.do !== "insert") return step;
    return { ...step, region: { ...step.region, ...next() } };
  });
  return { ...plan, rmrrs, steps };
}

type RegionMeasure = readonly [unaligned: number, length: bigint, atZero: number, starts: bigint];

export function measureRanges(ranges: readonly AddressRange[]): RegionMeasure {
  let unaligned = 0;
  let length = 0n;
  let atZero = 0;
  let starts = 0n;
  for (const { start, end } of ranges) {
    if (start % PAGE_SIZE !== 0n) unaligned++;
    if ((end + 1n) % PAGE_SIZE !== 0n) unaligned++;
    if (start === 0n) atZero++;
    // An inverted range has no length; how far its end lies before its start does not matter.
    if (end < start) unaligned += 4;
    length += end < start ? start - end : end - start + 1n;
    starts += start;
  }
  return [unaligned, length, atZero, starts];
}
