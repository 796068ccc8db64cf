/** A notifier may report the removal of a function that was never recorded. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override removeFunction(fn: PciFunction): void {
    if (!this.isPresent(fn)) throw new Error(`${fn.label} is not there`);
    super.removeFunction(fn);
  }
}

export const absentFunctionMustNotBeRemoved: FaultyVariant = faultyVariant(Driver, {
  name: "absent-function-must-not-be-removed",
  description: "Removing an absent function crashes the driver.",
  killedBy: { requirement: "lifecycle/twice", outcome: "error" },
});
