/** Type and Length are two bytes each in a structure, and one byte each in a scope. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { Walked } from "../../reference/rmrr-table.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

const TYPE_RMRR = 1;

class Driver extends ReferenceDriver {
  protected override parseStructure(table: DataView, offset: number, length: number): Walked {
    if (table.getUint8(offset) !== TYPE_RMRR || !this.rmrrIsReadable(length)) return "on";
    return this.parseRmrr(table, offset, length) === "no-memory" ? "no-memory" : "on";
  }
}

export const structureTypeCutTo8Bits: FaultyVariant = faultyVariant(Driver, {
  name: "structure-type-cut-to-8-bits",
  description: "The type of a structure is read as one byte, so a structure of type 0x101 is treated as an RMRR.",
  killedBy: { requirement: "coverage/skips-foreign", outcome: "fail" },
});
