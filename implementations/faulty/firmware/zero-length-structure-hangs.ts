/** A walk has to move forward, whatever it finds. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override structureIsFound(offset: number, length: number, tableEnd: number): boolean {
    return offset + length <= tableEnd;
  }
}

export const zeroLengthStructureHangs: FaultyVariant = faultyVariant(Driver, {
  name: "zero-length-structure-hangs",
  description: "A structure of Length 0 is not told from any other, and the walk over the table stays at it.",
  killedBy: { requirement: "firmware/no-hang", outcome: "hang" },
});
