/** The device behind the bridge keeps using memory that it can no longer reach. */

import type { Device } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override isLocked(device: Device): boolean {
    if (this.isRelaxable(device)) return false;
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      for (const slot of unit.slots) if (slot?.fn.label === device.label) return true;
    }
    return false;
  }
}

export const lockedWithoutBridges: FaultyVariant = faultyVariant(Driver, {
  name: "locked-without-bridges",
  description: "Only a device that a scope names directly is locked; devices below a named bridge are not.",
  killedBy: { requirement: "relaxable/locked", outcome: "fail" },
});
