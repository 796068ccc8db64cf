/** A slot stays empty as long as its function is absent, possibly forever. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit, ScopeSlot } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override coveringFunction(unit: RmrrUnit, device: Device): PciFunction | undefined {
    for (const slot of unit.slots) {
      const { fn } = slot as ScopeSlot;
      if (this.slotCovers(fn, device)) return fn;
    }
    return undefined;
  }
}

export const emptySlotDereferenced: FaultyVariant = faultyVariant(Driver, {
  name: "empty-slot-dereferenced",
  description: "The walk over the slots of an RMRR dereferences those that are empty because the function is absent.",
  killedBy: { requirement: "coverage/absent-function", outcome: "error" },
});
