/**
 * Ranges that stand in for others: the result of an implementation that means the right RMRR but gets its range wrong.
 */

import type { AddressRange } from "../model/region.ts";

const LOW_32_BITS = 32;

/**
 * True if a range other than the one that is due can be taken for it: it has the same start, the same end, one of the
 * two truncated to 32 bits, or addresses in common.
 */
export function standsInFor(range: AddressRange, due: AddressRange): boolean {
  return (
    range.start === due.start ||
    range.end === due.end ||
    isCut(range, due) ||
    (range.start <= due.end && range.end >= due.start)
  );
}

/** True if a range resembles one due range more than another: it shares an end with it and has the same length. */
export function isCloser(range: AddressRange, one: AddressRange, other: AddressRange): boolean {
  const shared = sharedEnds(range, one) - sharedEnds(range, other);
  return shared !== 0 ? shared > 0 : lengthDifference(range, one) < lengthDifference(range, other);
}

function sharedEnds(range: AddressRange, due: AddressRange): number {
  return (range.start === due.start ? 1 : 0) + (range.end === due.end ? 1 : 0);
}

function lengthDifference(range: AddressRange, due: AddressRange): bigint {
  const difference = range.end - range.start - (due.end - due.start);
  return difference < 0n ? -difference : difference;
}

function isCut(range: AddressRange, due: AddressRange): boolean {
  const start = BigInt.asUintN(LOW_32_BITS, due.start);
  const end = BigInt.asUintN(LOW_32_BITS, due.end);
  return (start !== due.start && range.start === start) || (end !== due.end && range.end === end);
}

/** How a range differs from the one that is due, as the name of a rule. */
export type InexactRule =
  | "end-off-by-one"
  | "length-cut-to-32-bits"
  | "address-cut-to-32-bits"
  | "end-differs"
  | "start-differs"
  | "both-differ";

export function inexactRule(range: AddressRange, due: AddressRange): InexactRule {
  if (range.start === due.start) {
    if (range.end === due.end - 1n || range.end === due.end + 1n) return "end-off-by-one";
    const cut = BigInt.asUintN(LOW_32_BITS, due.end - due.start + 1n);
    if (BigInt.asUintN(64, range.end - range.start + 1n) === cut) return "length-cut-to-32-bits";
    if (isCut(range, due)) return "address-cut-to-32-bits";
    return "end-differs";
  }
  if (isCut(range, due)) return "address-cut-to-32-bits";
  return range.end === due.end ? "start-differs" : "both-differ";
}
