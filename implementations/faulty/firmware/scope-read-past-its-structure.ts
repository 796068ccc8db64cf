/** The Length of an entry is bounded by that of what it stands in. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override scopeIsReadable(offset: number, length: number, _structureEnd: number): boolean {
    return super.scopeIsReadable(offset, length, this.platform.dmar.length);
  }
}

export const scopeReadPastItsStructure: FaultyVariant = faultyVariant(Driver, {
  name: "scope-read-past-its-structure",
  description: "A scope is read as far as its Length says, into the structure behind its own.",
  killedBy: { requirement: "firmware/no-invented-coverage", outcome: "fail" },
});
