/** The Length of an entry is bounded by the structure that contains it. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override scopeIsReadable(offset: number, length: number, _structureEnd: number): boolean {
    return super.scopeIsReadable(offset, length, this.platform.dmar.length);
  }
}

export const scopeReadPastItsStructure: FaultyVariant = faultyVariant(Driver, {
  name: "scope-read-past-its-structure",
  description: "A scope is read as far as its Length says, into the structure that follows its own.",
  killedBy: { requirement: "firmware/no-invented-coverage", outcome: "fail" },
});
