/** Every revision of the specification adds types, and a future table may list them before today's. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { Walked } from "../../reference/rmrr-table.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override parseStructure(table: DataView, offset: number, length: number): Walked {
    return table.getUint16(offset, true) <= 4 ? super.parseStructure(table, offset, length) : "end";
  }
}

export const unknownStructureEndsWalk: FaultyVariant = faultyVariant(Driver, {
  name: "unknown-structure-ends-walk",
  description: "The walk over the table ends at the first structure of an unknown type.",
  killedBy: { requirement: "firmware/good-survives-bad", outcome: "fail" },
});
