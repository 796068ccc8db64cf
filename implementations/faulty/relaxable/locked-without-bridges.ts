/** The device behind the bridge goes on using memory that it no longer reaches. */

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
  description: "Only a device that a scope names itself is locked, and none that is below a named bridge.",
  killedBy: { requirement: "relaxable/locked", outcome: "fail" },
});
