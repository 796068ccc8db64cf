/** Validates ranges returned by a subject before they enter a trace. */

import { describe, isAddress } from "./list-walk.ts";

/** Why the result of `setUpDmaDomain` is not a domain, if it is not. */
export function nonsenseInDomain(domain: unknown): string | undefined {
  if (typeof domain !== "object" || domain === null) return `${describe(domain)} instead of a domain`;
  const { mapped, holes } = domain as { mapped?: unknown; holes?: unknown };
  return nonsenseInRanges("mapped ranges", mapped, hasProtection) ?? nonsenseInRanges("holes", holes);
}

/** Why a value is not an array of inclusive ranges, if it is not; `what` names them. */
export function nonsenseInRanges(
  what: string,
  ranges: unknown,
  isComplete: (range: object) => boolean = () => true,
): string | undefined {
  if (!Array.isArray(ranges)) return `${describe(ranges)} instead of an array of ${what}`;
  for (const [index, range] of ranges.entries() as IterableIterator<[number, unknown]>) {
    if (!isRange(range) || !isComplete(range)) return `${what} of which number ${index} is none`;
  }
  return undefined;
}

function isRange(range: unknown): range is object {
  if (typeof range !== "object" || range === null) return false;
  const { start, end } = range as { start?: unknown; end?: unknown };
  return isAddress(start) && isAddress(end);
}

function hasProtection(range: object): boolean {
  return Number.isSafeInteger((range as { protection?: unknown }).protection);
}
