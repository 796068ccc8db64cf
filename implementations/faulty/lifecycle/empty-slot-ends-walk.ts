/** Slots are filled from the front, so the first gap looks like the end until one is cleared. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override coveringFunction(unit: RmrrUnit, device: Device): PciFunction | undefined {
    for (const slot of unit.slots) {
      if (slot === undefined) return undefined;
      if (this.slotCovers(slot.fn, device)) return slot.fn;
    }
    return undefined;
  }
}

export const emptySlotEndsWalk: FaultyVariant = faultyVariant(Driver, {
  name: "empty-slot-ends-walk",
  description: "The walk over the slots of an RMRR stops at the first empty one, as if removals left no gaps.",
  killedBy: { requirement: "lifecycle/removed", outcome: "fail" },
});
