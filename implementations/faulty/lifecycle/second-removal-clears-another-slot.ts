/** Code that trusts the notifier clears whichever slot comes first. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override removeFunction(fn: PciFunction): void {
    const isThere = this.isPresent(fn);
    super.removeFunction(fn);
    const where = isThere ? undefined : this.functionPath(fn);
    if (where === undefined) return;
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      const first = unit.slots.find((slot) => slot !== undefined);
      if (first !== undefined && this.scopeNaming(unit, where) !== undefined) this.clearSlots(unit, first.fn);
    }
  }
}

export const secondRemovalClearsAnotherSlot: FaultyVariant = faultyVariant(Driver, {
  name: "second-removal-clears-another-slot",
  description: "Removing an absent function clears the slot of another function that shares its RMRR.",
  killedBy: { requirement: "lifecycle/twice", outcome: "fail" },
});
