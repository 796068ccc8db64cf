/** JSON text that depends on a value alone, and digests of it. */

import { createHash } from "node:crypto";
import type { Scenario } from "../model/scenario.ts";
import { scenarioToWire } from "../model/wire/scenario-wire.ts";

/** The JSON text of plain data, with the members of objects in the order of their names. */
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
 * A digest that two scenarios share if they are the same on the wire, with members in the same order, as all that come
 * out of one generator have them. Shrinking asks for it with every candidate: to put the members in order as well would
 * cost five times as much, and more than a case.
 */
export function scenarioDigest(scenario: Scenario): string {
  return sha256(JSON.stringify(scenarioToWire(scenario)));
}
