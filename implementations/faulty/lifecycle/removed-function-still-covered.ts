/** The slot outlives its function, and the next function at that address is mistaken for it. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override removeFunction(fn: PciFunction): void {
    this.unregisterFunction(fn);
  }
}

export const removedFunctionStillCovered: FaultyVariant = faultyVariant(Driver, {
  name: "removed-function-still-covered",
  description: "The slots of a function are not cleared when it is removed.",
  killedBy: { requirement: "lifecycle/removed", outcome: "fail" },
});
