/** The search returns at the first match, although there may be several. */

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
  description: "When a function is removed, the search for its slots stops at the first RMRR that holds one.",
  killedBy: { requirement: "lifecycle/removed", outcome: "fail" },
});
