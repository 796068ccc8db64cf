/** The schema of a DMAR structure in fields: an adapter may ask for them, and `decode --json` prints them. */

import * as v from "valibot";
import {
  AddressSchema,
  BytesSchema,
  CountSchema,
  described,
  integer,
  TextSchema,
  type WireSchema,
} from "./value-schemas.ts";

const byte = integer(0, 0xff);
const word = integer(0, 0xffff);
const doubleWord = integer(0, 0xffff_ffff);

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
