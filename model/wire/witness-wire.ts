/** Witnesses on the wire. */

import { REGION_TYPES } from "../region.ts";
import type { Witness, WitnessRegion, WitnessValue } from "../verdict.ts";
import { readIdentity } from "./event-wire.ts";
import { WireReader } from "./wire-reader.ts";
import type { RangeWire, WitnessValueWire, WitnessWire } from "./wire-types.ts";
import { addressToWire, type Mutable } from "./write-values.ts";

const TEXT_MEMBERS = ["device", "otherDevice", "list", "otherList", "message"] as const;
const INDEX_MEMBERS = ["step", "rmrr", "scope", "hop"] as const;

/** The witness as plain data for JSON. It shares unchanged parts with the witness, so do not modify it. */
export function witnessToWire(witness: Witness): WitnessWire {
  const { expected, received, ...rest } = witness;
  const wire: Mutable<WitnessWire> = rest;
  if (expected !== undefined) wire.expected = valueToWire(expected);
  if (received !== undefined) wire.received = valueToWire(received);
  return wire;
}

function valueToWire(value: WitnessValue): WitnessValueWire {
  if (typeof value !== "object") return value;
  return isTexts(value) ? value : value.map(regionToWire);
}

function isTexts(value: readonly WitnessRegion[] | readonly string[]): value is readonly string[] {
  return typeof value[0] === "string";
}

function regionToWire(region: WitnessRegion): RangeWire<WitnessRegion> {
  const { start, end, ...rest } = region;
  return { start: addressToWire(start), end: addressToWire(end), ...rest };
}

/**
 * Reads a witness from an untrusted value.
 *
 * @throws ConformanceError `WIRE_…`, as {@link traceFromWire} does.
 */
export function witnessFromWire(value: unknown): Witness {
  return readWitness(value, new WireReader("witness"));
}

/** As {@link witnessFromWire}, for a witness inside another value. */
export function readWitness(value: unknown, at: WireReader, name?: string): Witness {
  const raw = at.object(value, name);
  if (name !== undefined) at.enter(name);
  const witness: Mutable<Witness> = { rule: at.text(raw.rule, "rule") };
  for (const member of INDEX_MEMBERS) {
    if (raw[member] !== undefined) witness[member] = at.integer(raw[member], member, 0, Number.MAX_SAFE_INTEGER);
  }
  for (const member of TEXT_MEMBERS) {
    if (raw[member] !== undefined) witness[member] = at.text(raw[member], member);
  }
  if (raw.object !== undefined) witness.object = readIdentity(raw.object, "object", at);
  if (raw.expected !== undefined) witness.expected = readValue(raw.expected, "expected", at);
  if (raw.received !== undefined) witness.received = readValue(raw.received, "received", at);
  if (name !== undefined) at.leave();
  return witness;
}

function readValue(value: unknown, name: string, at: WireReader): WitnessValue {
  switch (typeof value) {
    case "boolean":
    case "string":
      return value;
    case "number":
      if (!Number.isFinite(value)) at.fail("WIRE_RANGE", name, `${value} is no number of JSON`);
      return value;
    default: {
      const list = at.list(value, name);
      return typeof list[0] === "string" ? at.texts(list, name) : at.each(list, name, readRegion);
    }
  }
}

function readRegion(value: unknown, at: WireReader): WitnessRegion {
  const raw = at.object(value);
  const region: Mutable<WitnessRegion> = {
    start: at.address(raw.start, "start"),
    end: at.address(raw.end, "end"),
  };
  if (raw.type !== undefined) region.type = at.choice(raw.type, "type", REGION_TYPES);
  if (raw.protection !== undefined) {
    region.protection = at.integer(raw.protection, "protection", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  }
  if (raw.object !== undefined) region.object = readIdentity(raw.object, "object", at);
  return region;
}
