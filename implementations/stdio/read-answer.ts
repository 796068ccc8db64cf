/** Reads messages from an adapter, checking them while they are converted. */

import { PROFILES, SWITCH_NAMES } from "../../model/profile.ts";
import type { Trace } from "../../model/trace.ts";
import { readSingleTrace } from "../../model/wire/trace-wire.ts";
import { WireReader, type Unchecked } from "../../model/wire/wire-reader.ts";
import type { Mutable } from "../../model/wire/write-values.ts";
import { ABILITIES } from "./abilities.ts";
import { MOST_IN_FLIGHT, PROTOCOL_VERSION, type StartedMessage } from "./protocol.ts";

/** An answer whose trace has been converted. */
export type Answer =
  | { readonly message: "trace"; readonly id: number; readonly trace: Trace }
  | { readonly message: "skip"; readonly id: number; readonly reason: string }
  | { readonly message: "error"; readonly id: number; readonly reason: string; readonly context?: string };

/**
 * Reads the answer to a start message.
 *
 * @throws ConformanceError `WIRE_…`; `WIRE_PROTOCOL` if the adapter uses another version.
 */
export function readStarted(value: unknown): StartedMessage {
  const at = new WireReader("answer");
  const raw = at.object(value);
  at.choice(raw.message, "message", ["started"]);
  const protocol = at.integer(raw.protocol, "protocol", 0, Number.MAX_SAFE_INTEGER);
  if (protocol !== PROTOCOL_VERSION) {
    at.fail(
      "WIRE_PROTOCOL",
      "protocol",
      `the adapter speaks version ${protocol}, this suite version ${PROTOCOL_VERSION}`,
    );
  }
  const started: Mutable<StartedMessage> = {
    message: "started",
    protocol: PROTOCOL_VERSION,
    name: at.text(raw.name, "name"),
    abilities: at.choices(raw.abilities, "abilities", ABILITIES),
  };
  if (raw.version !== undefined) started.version = at.text(raw.version, "version");
  if (raw.language !== undefined) started.language = at.text(raw.language, "language");
  if (raw.homepage !== undefined) started.homepage = at.text(raw.homepage, "homepage");
  if (raw.profile !== undefined)
    started.profile = at.choice(
      raw.profile,
      "profile",
      PROFILES.map((profile) => profile.name),
    );
  if (raw.either !== undefined) started.either = at.choices(raw.either, "either", SWITCH_NAMES);
  if (raw.inFlight !== undefined) started.inFlight = at.integer(raw.inFlight, "inFlight", 1, MOST_IN_FLIGHT);
  if (raw.structures !== undefined) started.structures = at.flag(raw.structures, "structures");
  return started;
}

/**
 * Reads the answer to a run message.
 *
 * @throws ConformanceError `WIRE_…`
 */
export function readAnswer(value: unknown): Answer {
  const at = new WireReader("answer");
  const raw = at.object(value);
  const message = at.text(raw.message, "message") as Answer["message"];
  switch (message) {
    case "trace":
      return { message, id: readId(raw, at), trace: readSingleTrace(raw.trace, at, "trace") };
    case "skip":
      return { message, id: readId(raw, at), reason: at.text(raw.reason, "reason") };
    case "error": {
      const error = { message, id: readId(raw, at), reason: at.text(raw.reason, "reason") };
      return raw.context === undefined ? error : { ...error, context: at.text(raw.context, "context") };
    }
    default:
      message satisfies never;
      return at.fail(
        "WIRE_CHOICE",
        "message",
        `${JSON.stringify((message as string).slice(0, 60))} answers no run message`,
      );
  }
}

function readId(raw: Unchecked, at: WireReader): number {
  return at.integer(raw.id, "id", 0, Number.MAX_SAFE_INTEGER);
}
