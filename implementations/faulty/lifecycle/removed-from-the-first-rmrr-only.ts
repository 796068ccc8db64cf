/** A search that returns when it has found one, where there may be several. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override removeFunction(fn: PciFunction): void {
    this.unregisterFunction(fn);
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      if (!this.holds(unit, fn)) continue;
      this.clearSlots(unit, fn);
      return;
    }
  }
}

export const removedFromTheFirstRmrrOnly: FaultyVariant = faultyVariant(Driver, {
  name: "removed-from-the-first-rmrr-only",
  description: "When a function is removed, the search for its slots ends with the first RMRR that has one.",
  killedBy: { requirement: "lifecycle/removed", outcome: "fail" },
});
