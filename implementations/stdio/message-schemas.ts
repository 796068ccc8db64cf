/** The schemas of the protocol's messages, for the published JSON Schema files and for full checks. */

import * as v from "valibot";
import { PROFILES, SWITCH_NAMES } from "../../model/profile.ts";
import { ScenarioSchema } from "../../model/wire/schema/scenario-schema.ts";
import { SingleTraceSchema } from "../../model/wire/schema/trace-schema.ts";
import {
  AddressSchema,
  BytesSchema,
  CountSchema,
  described,
  FlagSchema,
  integer,
  TextSchema,
  type WireSchema,
} from "../../model/wire/schema/value-schemas.ts";
import { ABILITIES } from "./abilities.ts";
import { MOST_IN_FLIGHT, PROTOCOL_VERSION } from "./protocol.ts";

const byte = integer(0, 0xff);
const word = integer(0, 0xffff);
const doubleWord = integer(0, 0xffff_ffff);
const protocol = v.literal(PROTOCOL_VERSION);
const id = described(integer(1, Number.MAX_SAFE_INTEGER), "The number of the scenario, which the answer bears too.");

const ScopeSchema: WireSchema = v.pipe(
  v.strictObject({
    type: described(byte, "1 endpoint, 2 sub-hierarchy, 3 IOAPIC, 4 HPET, 5 namespace; others are to be stepped over."),
    flags: word,
    enumerationId: byte,
    startBus: byte,
    path: v.array(v.strictObject({ device: byte, function: byte })),
    lengthOverride: v.exactOptional(described(byte, "The Length of the entry, if it is not 6 + 2 a hop.")),
    rest: v.exactOptional(BytesSchema),
  }),
  v.description("A device scope entry (VT-d 8.3.1)."),
);

const scopes = v.array(ScopeSchema);
/** What every structure has. */
const common = {
  offset: described(CountSchema, "Where in the table the structure starts."),
  length: described(CountSchema, "Its Length in bytes."),
  lengthOverride: v.exactOptional(described(word, "The Length, if it is not that of the content.")),
  rest: v.exactOptional(described(BytesSchema, "Bytes behind what could be read.")),
};

export const StructureSchema: WireSchema = v.pipe(
  v.variant("kind", [
    v.strictObject({
      ...common,
      kind: v.literal("drhd"),
      flags: byte,
      size: byte,
      segment: word,
      registerBase: AddressSchema,
      scopes,
    }),
    v.strictObject({
      ...common,
      kind: v.literal("rmrr"),
      reserved: word,
      segment: word,
      base: AddressSchema,
      limit: AddressSchema,
      scopes,
    }),
    v.strictObject({ ...common, kind: v.literal("atsr"), flags: byte, reserved: byte, segment: word, scopes }),
    v.strictObject({
      ...common,
      kind: v.literal("rhsa"),
      reserved: doubleWord,
      registerBase: AddressSchema,
      proximityDomain: doubleWord,
    }),
    v.strictObject({
      ...common,
      kind: v.literal("andd"),
      reserved: integer(0, 0xff_ffff),
      acpiDeviceNumber: byte,
      objectName: TextSchema,
    }),
    v.strictObject({ ...common, kind: v.literal("satc"), flags: byte, reserved: byte, segment: word, scopes }),
    v.strictObject({ ...common, kind: v.literal("sidp"), reserved: word, segment: word, scopes }),
    v.strictObject({ ...common, kind: v.literal("opaque"), type: word, content: BytesSchema }),
  ]),
  v.description("A structure of the DMAR table that was found; the bytes of the table count, not this."),
);

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
