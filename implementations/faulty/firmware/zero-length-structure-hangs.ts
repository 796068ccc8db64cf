/** A walk must make progress whatever it finds. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override structureIsFound(offset: number, length: number, tableEnd: number): boolean {
    return offset + length <= tableEnd;
  }
}

export const zeroLengthStructureHangs: FaultyVariant = faultyVariant(Driver, {
  name: "zero-length-structure-hangs",
  description: "A structure of Length 0 is not rejected, and the walk over the table never gets past it.",
  killedBy: { requirement: "firmware/no-hang", outcome: "hang" },
});
