/** Static storage is sized for the tables of its day. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { Walked } from "../../reference/rmrr-table.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

const MOST_STRUCTURES = 32;

class Driver extends ReferenceDriver {
  #structures = 0;

  protected override parseStructure(table: DataView, offset: number, length: number): Walked {
    return this.#structures++ < MOST_STRUCTURES ? super.parseStructure(table, offset, length) : "end";
  }
}

export const tableOf32Structures: FaultyVariant = faultyVariant(Driver, {
  name: "table-of-32-structures",
  description: "The walk over the table stops after 32 structures.",
  killedBy: { requirement: "metamorphic/added-structures", outcome: "fail" },
});
