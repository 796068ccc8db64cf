/** The Length of a structure is bounded by that of the table. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override structureIsFound(_offset: number, length: number, _tableEnd: number): boolean {
    return length >= 4;
  }
}

export const structureReadPastTheTable: FaultyVariant = faultyVariant(Driver, {
  name: "structure-read-past-the-table",
  description: "A structure is read as far as its Length says, past the end of the table.",
  killedBy: { requirement: "firmware/no-crash", outcome: "fail" },
});
