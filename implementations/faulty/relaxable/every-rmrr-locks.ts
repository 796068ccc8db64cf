/** The exemption exists for the devices that have RMRRs most often. */

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
  description: "A device is locked by any RMRR, relaxable or not.",
  killedBy: { requirement: "relaxable/locked", outcome: "fail" },
});
