/** Events of a trace on the wire. They contain no addresses, so they need no conversion when written. */

import type { ObjectIdentity, TraceEvent } from "../trace.ts";
import { describeValue, type Unchecked, type WireReader } from "./wire-reader.ts";

const ALLOCATION_KINDS = ["region", "other"] as const;
const FREERS = ["implementation", "caller"] as const;

export function readEvent(value: unknown, at: WireReader): TraceEvent {
  const raw = at.object(value);
  const event = at.text(raw.event, "event") as TraceEvent["event"];
  switch (event) {
    case "alloc":
      return {
        event,
        object: readIdentity(raw.object, "object", at),
        kind: at.choice(raw.kind, "kind", ALLOCATION_KINDS),
        maySleep: at.flag(raw.maySleep, "maySleep"),
        atomic: at.flag(raw.atomic, "atomic"),
      };
    case "alloc-failed":
      return {
        event,
        kind: at.choice(raw.kind, "kind", ALLOCATION_KINDS),
        maySleep: at.flag(raw.maySleep, "maySleep"),
        atomic: at.flag(raw.atomic, "atomic"),
      };
    case "free":
      return { event, object: readIdentity(raw.object, "object", at), by: at.choice(raw.by, "by", FREERS) };
    case "touch-after-free":
      return { event, object: readIdentity(raw.object, "object", at), ...readPlace(raw, at) };
    case "foreign-read":
      return {
        event,
        device: at.text(raw.device, "device"),
        field: at.text(raw.field, "field"),
        ...readPlace(raw, at),
      };
    case "warning":
      return { event, message: at.text(raw.message, "message"), ...readPlace(raw, at) };
    default:
      event satisfies never;
      return at.fail("WIRE_CHOICE", "event", `there is no event ${describeValue(event)}`);
  }
}

/** The identity of an object: a text, or an integer that a JavaScript number represents exactly. */
export function readIdentity(value: unknown, name: string, at: WireReader): ObjectIdentity {
  if (typeof value === "string" || Number.isSafeInteger(value)) return value as ObjectIdentity;
  if (typeof value !== "number") at.wrongType(value, name, "an identity, a text or an integer");
  return at.fail("WIRE_RANGE", name, `${value} is no integer of up to 53 bits; write it as a text`);
}

function readPlace(raw: Unchecked, at: WireReader): { place?: string } {
  return raw.place === undefined ? {} : { place: at.text(raw.place, "place") };
}
