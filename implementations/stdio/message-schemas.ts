/** The schemas of the protocol's messages, for the published JSON Schema files and for full checks. */

import * as v from "valibot";
import { PROFILES, SWITCH_NAMES } from "../../model/profile.ts";
import { ScenarioSchema } from "../../model/wire/schema/scenario-schema.ts";
import { StructureSchema } from "../../model/wire/schema/structure-schema.ts";
import { SingleTraceSchema } from "../../model/wire/schema/trace-schema.ts";
import { described, FlagSchema, integer, TextSchema, type WireSchema } from "../../model/wire/schema/value-schemas.ts";
import { ABILITIES } from "./abilities.ts";
import { MOST_IN_FLIGHT, PROTOCOL_VERSION } from "./protocol.ts";

const protocol = v.literal(PROTOCOL_VERSION);
const id = described(integer(1, Number.MAX_SAFE_INTEGER), "The number of the scenario, which the answer bears too.");

export const MessageToAdapterSchema: WireSchema = v.pipe(
  v.variant("message", [
    v.strictObject({
      message: v.literal("start"),
      protocol,
      suite: v.strictObject({ name: TextSchema, version: TextSchema }),
    }),
    v.strictObject({
      message: v.literal("run"),
      id,
      scenario: ScenarioSchema,
      structures: v.exactOptional(described(v.array(StructureSchema), "Sent only if the adapter asked for them.")),
    }),
    v.strictObject({ message: v.literal("stop") }),
  ]),
  v.title("Message to an adapter"),
  v.description("One line of JSON on the adapter's standard input."),
);

export const MessageFromAdapterSchema: WireSchema = v.pipe(
  v.variant("message", [
    v.strictObject({
      message: v.literal("started"),
      protocol,
      name: TextSchema,
      version: v.exactOptional(TextSchema),
      language: v.exactOptional(TextSchema),
      homepage: v.exactOptional(TextSchema),
      profile: v.exactOptional(v.picklist(PROFILES.map((profile) => profile.name))),
      either: v.exactOptional(
        described(v.array(v.picklist(SWITCH_NAMES)), "Switches of the profile that accept either answer."),
      ),
      abilities: described(v.array(v.picklist(ABILITIES)), "What the adapter can do and observe."),
      inFlight: v.exactOptional(
        described(
          integer(1, MOST_IN_FLIGHT),
          "How many scenarios it wants to have before it has answered the first; 1 if left out.",
        ),
      ),
      structures: v.exactOptional(described(FlagSchema, "Whether it wants the DMAR table also as structures.")),
    }),
    v.strictObject({ message: v.literal("trace"), id, trace: SingleTraceSchema }),
    v.strictObject({ message: v.literal("skip"), id, reason: TextSchema }),
    v.strictObject({
      message: v.literal("error"),
      id,
      reason: TextSchema,
      context: v.exactOptional(described(TextSchema, "Where it went wrong, such as a stack trace.")),
    }),
  ]),
  v.title("Message from an adapter"),
  v.description("One line of JSON on the adapter's standard output."),
);
