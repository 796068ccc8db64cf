/** What is bad about a table, in few words: beside what a good RMRR got lost. */

import type { TableFaultCode } from "../model/dmar/table-fault.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { pathFaults, tableFaults } from "./fault-situations.ts";

export const BAD_THINGS = [
  "header-mismatch",
  "bad-range",
  "unreadable-scope",
  "impossible-hop",
  "rmrr-without-scope",
  "bad-structure",
  "unknown-scope",
  "unknown-structure",
  "wrong-order",
  "bytes-past-length",
  "path-of-nobody",
] as const;

export type BadThing = (typeof BAD_THINGS)[number];

const BY_CODE: Partial<Readonly<Record<TableFaultCode, BadThing>>> = {
  "rmrr-base-unaligned": "bad-range",
  "rmrr-limit-unaligned": "bad-range",
  "rmrr-limit-not-above-base": "bad-range",
  "rmrr-beyond-width": "bad-range",
  "scope-length-zero": "unreadable-scope",
  "scope-length-below-8": "unreadable-scope",
  "scope-length-odd": "unreadable-scope",
  "scope-past-structure": "unreadable-scope",
  "hop-device-above-31": "impossible-hop",
  "hop-function-above-7": "impossible-hop",
  "no-scope": "rmrr-without-scope",
  "structure-too-short": "bad-structure",
  "structure-longer-than-content": "bad-structure",
  "scope-type-unknown": "unknown-scope",
  "structure-type-unknown": "unknown-structure",
  "structure-out-of-order": "wrong-order",
  "include-all-not-last": "wrong-order",
  "bytes-past-length": "bytes-past-length",
};

/** Of several, the first: a counterexample that shrinks is left with one. */
export function badThing(facts: ScenarioFacts): BadThing {
  return facts.derive(findBadThing);
}

function findBadThing(facts: ScenarioFacts): BadThing {
  const found = new Set([...tableFaults(facts)].map((code) => BY_CODE[code]));
  for (const code of pathFaults(facts)) {
    const isMismatch = code === "endpoint-scope-names-bridge" || code === "sub-hierarchy-scope-names-endpoint";
    found.add(isMismatch ? "header-mismatch" : "path-of-nobody");
  }
  return BAD_THINGS.find((thing) => found.has(thing)) ?? "bad-structure";
}
