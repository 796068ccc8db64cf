/** The predicate and the region list must agree. */

import type { Device } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override hasRmrr(device: Device): boolean {
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      for (const slot of unit.slots) if (slot?.fn.label === device.label) return true;
    }
    return false;
  }
}

export const hasRmrrWithoutBridges: FaultyVariant = faultyVariant(Driver, {
  name: "has-rmrr-without-bridges",
  description:
    "The has-RMRR predicate looks for the device itself in the scopes and misses that it may be below a named bridge, as in Linux before 5.3.",
  killedBy: { requirement: "coverage/has-rmrr", outcome: "fail" },
  mendedBy: "Linux 5.3, the series of 2019, 5/8",
});
