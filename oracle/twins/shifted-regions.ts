/**
 * The twin whose RMRR regions lie elsewhere: shifted by 4 GiB and a page if they stay within the host address width, so
 * that an address or length truncated to 32 bits shows; otherwise by a page up or down.
 */

import { isBeyondWidth } from "../../model/dmar/good-rmrrs.ts";
import { type AddressRange, ISA_WINDOW, MSI_WINDOW, PAGE_SIZE } from "../../model/region.ts";
import type { ObservedRegion } from "../../model/trace.ts";
import type { ScenarioFacts } from "../scenario-facts.ts";
import { rmrrsOf, withRmrrs } from "./changed-table.ts";
import { isFaultless } from "./faultless.ts";
import type { Twin } from "./twin.ts";

const SHIFTS: readonly bigint[] = [(1n << 32n) + PAGE_SIZE, PAGE_SIZE, -PAGE_SIZE];
const WINDOWS: readonly AddressRange[] = [MSI_WINDOW, ISA_WINDOW];

export const SHIFTED_REGIONS: Twin = {
  name: "shifted-regions",
  difference: "the regions of the RMRRs are shifted",
  applies: (facts) => shiftOf(facts) !== 0n && isFaultless(facts),
  of(facts) {
    const shift = shiftOf(facts);
    return withRmrrs(facts, (rmrr) => [{ ...rmrr, base: rmrr.base + shift, limit: rmrr.limit + shift }]);
  },
  translate(facts) {
    const shift = shiftOf(facts);
    return (region) => (isWindow(region) ? region : { start: region.start + shift, end: region.end + shift });
  },
};

/** Windows stay where they are. */
function isWindow(region: ObservedRegion): boolean {
  const isDirect = region.type === "direct" || region.type === "direct-relaxable";
  return !isDirect || WINDOWS.some(({ start, end }) => region.start === start && region.end === end);
}

/** The distance by which the regions are shifted; 0 if they fit nowhere else, or one would be mistaken for a window. */
function shiftOf(facts: ScenarioFacts): bigint {
  return facts.derive(findShift).shift;
}

function findShift(facts: ScenarioFacts): { readonly shift: bigint } {
  const ranges = rmrrsOf(facts).map(({ base, limit }) => ({ start: base, end: limit }));
  if (ranges.length === 0) return { shift: 0n };
  const { hostAddressWidth } = facts.table.header;
  const fits = ({ start, end }: AddressRange): boolean =>
    start >= 0n && !isBeyondWidth(end, hostAddressWidth) && !isOneOfWindows({ start, end });
  const shift = SHIFTS.find((by) => ranges.every(({ start, end }) => fits({ start: start + by, end: end + by })));
  return { shift: ranges.some(isOneOfWindows) ? 0n : (shift ?? 0n) };
}

function isOneOfWindows(range: AddressRange): boolean {
  return WINDOWS.some(({ start, end }) => range.start === start && range.end === end);
}
