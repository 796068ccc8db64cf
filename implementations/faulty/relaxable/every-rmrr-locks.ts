/** The exemption exists for the devices that most often have RMRRs. */

import type { Device } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override isLocked(device: Device): boolean {
    return this.hasRmrr(device);
  }
}

export const everyRmrrLocks: FaultyVariant = faultyVariant(Driver, {
  name: "every-rmrr-locks",
  description: "Any RMRR locks a device, relaxable or not.",
  killedBy: { requirement: "relaxable/locked", outcome: "fail" },
});
