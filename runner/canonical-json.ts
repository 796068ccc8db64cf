/** JSON text that depends only on a value, and digests of it. */

import { createHash } from "node:crypto";
import type { Scenario } from "../model/scenario.ts";
import { scenarioToWire } from "../model/wire/scenario-wire.ts";

/** The JSON text of plain data, with the members of objects sorted by name. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}

/** SHA-256 of text or bytes, in hexadecimal digits. */
export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

/**
 * A digest that two scenarios share if they are the same on the wire, with members in the same order, as in all
 * scenarios from one generator. Shrinking computes it for every candidate; sorting the members too would cost five
 * times as much, more than a case.
 */
export function scenarioDigest(scenario: Scenario): string {
  return sha256(JSON.stringify(scenarioToWire(scenario)));
}
