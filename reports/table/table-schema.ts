/** The schema of what `decode --json` prints, for the published JSON Schema file and for tests. */

import * as v from "valibot";
import { NOTE_KINDS } from "../../model/dmar/notes/note-kinds.ts";
import { TABLE_FAULTS } from "../../model/dmar/table-fault.ts";
import { StructureSchema } from "../../model/wire/schema/structure-schema.ts";
import {
  BytesSchema,
  CountSchema,
  described,
  FlagSchema,
  integer,
  TextSchema,
  type WireSchema,
} from "../../model/wire/schema/value-schemas.ts";

const byte = integer(0, 0xff);
const doubleWord = integer(0, 0xffff_ffff);

/** Where in the table, why, and what in words. */
const finding = {
  section: described(TextSchema, "The section of the specification: VT-d 8.4, ACPI 5.2.6."),
  offset: described(CountSchema, "The byte of the table at which it is."),
  structure: v.exactOptional(described(CountSchema, "Index of the structure; the first that is not found counts too.")),
  scope: v.exactOptional(described(CountSchema, "Index among the scopes of the structure.")),
  hop: v.exactOptional(described(CountSchema, "Index in the path of the scope.")),
  message: described(TextSchema, "One sentence for people. Programs go by the code and the values."),
  values: described(v.record(v.string(), v.union([v.number(), v.string()])), "The numbers and names of the sentence."),
};

const HeaderSchema: WireSchema = v.strictObject({
  revision: byte,
  oemId: TextSchema,
  oemTableId: TextSchema,
  oemRevision: doubleWord,
  creatorId: TextSchema,
  creatorRevision: doubleWord,
  hostAddressWidth: described(byte, "As the table has it: the width in bits, minus 1."),
  flags: described(byte, "Bit 0 interrupt remapping, 1 x2APIC opt-out, 2 DMA control opt-in."),
  reserved: v.exactOptional(described(BytesSchema, "Ten reserved bytes, if they are not zero.")),
  signatureOverride: v.exactOptional(described(TextSchema, "The signature, if it is not DMAR.")),
  lengthOverride: v.exactOptional(described(doubleWord, "The Length, if it is not the number of the bytes.")),
  checksumOverride: v.exactOptional(described(byte, "The checksum, if it is not right.")),
});

export const FaultSchema: WireSchema = v.pipe(
  v.strictObject({ code: v.picklist(Object.keys(TABLE_FAULTS)), ...finding }),
  v.description("Something that breaks the format of the table."),
);

export const NoteSchema: WireSchema = v.pipe(
  v.strictObject({
    code: v.picklist(Object.keys(NOTE_KINDS)),
    weight: described(
      v.picklist(["wrong", "suspect", "legal"]),
      "wrong: contradicts the specification, or software cannot do it; suspect: without effect, or wrong unless something holds that the table does not show; legal: allowed, with a consequence.",
    ),
    ...finding,
    linux: v.exactOptional(described(TextSchema, "The Linux function that shows the consequence.")),
  }),
  v.description("Something worth knowing that does not break the format."),
);

export const TableSchema: WireSchema = v.pipe(
  v.strictObject({
    length: described(CountSchema, "How many bytes there are, whatever the table's Length says."),
    header: HeaderSchema,
    structures: v.array(StructureSchema),
    trailing: v.exactOptional(described(BytesSchema, "Bytes behind the last structure that is found.")),
    allFound: described(FlagSchema, "Whether the structures fill the table to its Length, and no byte is missing."),
    checksumRight: FlagSchema,
    faults: described(v.array(FaultSchema), "In the order of their offsets. `decode --check` is red if there is one."),
    notes: described(v.array(NoteSchema), "In the order of their offsets."),
  }),
  v.title("DMAR table"),
  v.description("A decoded DMAR table with its faults and notes, as `rmrr-conformance decode --json` prints it."),
);
