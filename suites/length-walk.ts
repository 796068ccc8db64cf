/**
 * What a walk meets that goes by the Lengths of structures and scopes as they are, and looks at nothing else, as
 * Linux does: words for its known divergences. What lies behind the table's Length, or was never written, is read as
 * zeros.
 */

import {
  FIXED_LENGTHS,
  HEADER_LENGTH,
  SCOPE_LEAST_LENGTH,
  STRUCTURE_HEADER_LENGTH,
  STRUCTURE_TYPES,
} from "../model/dmar/layout.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";

export type MetByLengths =
  /** A structure of Length 0, where such a walk stays for ever; the zeros behind a table that is cut are one. */
  | "structure-of-length-zero"
  /** A scope of Length 0, the same. */
  | "scope-of-length-zero"
  /** A structure that is shorter than the fields of its type, or bytes that are too few for one. */
  | "short-structure"
  /** A scope whose Length is below 8, odd, or past the end of its structure. */
  | "unreadable-scope";

export function metByLengths(facts: ScenarioFacts): ReadonlySet<MetByLengths> {
  return facts.derive(walk);
}

const KINDS = ["drhd", "rmrr", "atsr", "rhsa", "andd", "satc", "sidp"] as const;
const SCOPED: ReadonlySet<number> = new Set([
  STRUCTURE_TYPES.drhd,
  STRUCTURE_TYPES.rmrr,
  STRUCTURE_TYPES.atsr,
  STRUCTURE_TYPES.satc,
]);

function walk({ scenario, table }: ScenarioFacts): ReadonlySet<MetByLengths> {
  const end = table.header.lengthOverride ?? scenario.platform.dmar.length;
  const bytes = scenario.platform.dmar.subarray(0, end);
  const met = new Set<MetByLengths>();
  for (let offset = HEADER_LENGTH; offset < end;) {
    const type = wordAt(bytes, offset);
    const length = wordAt(bytes, offset + 2);
    const kind = KINDS[type];
    const least = kind === undefined ? STRUCTURE_HEADER_LENGTH : FIXED_LENGTHS[kind];
    if (end - offset < STRUCTURE_HEADER_LENGTH || length < least) met.add("short-structure");
    if (length === 0) return met.add("structure-of-length-zero");
    if (SCOPED.has(type)) walkScopes(bytes, offset + least, offset + length, met);
    offset += length;
  }
  return met;
}

function walkScopes(bytes: Uint8Array, start: number, end: number, met: Set<MetByLengths>): void {
  for (let offset = start; offset < end;) {
    const length = bytes[offset + 1] ?? 0;
    if (length < SCOPE_LEAST_LENGTH || (length & 1) !== 0 || offset + length > end) met.add("unreadable-scope");
    if (length === 0) {
      met.add("scope-of-length-zero");
      return;
    }
    offset += length;
  }
}

function wordAt(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) | ((bytes[offset + 1] ?? 0) << 8);
}
