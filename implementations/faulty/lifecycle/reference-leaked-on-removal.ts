/** The device structure is never freed; repeated hot-unplug makes the leak visible. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override clearSlots(unit: RmrrUnit, fn: PciFunction): void {
    for (let index = 0; index < unit.slots.length; index++) {
      if (unit.slots[index]?.fn.label === fn.label) unit.slots[index] = undefined;
    }
  }
}

export const referenceLeakedOnRemoval: FaultyVariant = faultyVariant(Driver, {
  name: "reference-leaked-on-removal",
  description: "The slot of a removed function is cleared, but the reference it held is not dropped.",
  killedBy: { requirement: "lifecycle/device-references", outcome: "fail" },
});
