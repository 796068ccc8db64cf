/** Virtual functions are made to be assigned to guests, and the physical function's RMRR would lock them. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override slotCovers(named: PciFunction, device: Device): boolean {
    if (device.kind === "pci" && device.physicalFunction === named.label) return true;
    return super.slotCovers(named, device);
  }
}

export const virtualFunctionInherits: FaultyVariant = faultyVariant(Driver, {
  name: "virtual-function-inherits",
  description: "A virtual function gets the regions of an endpoint scope that names its physical function.",
  killedBy: { requirement: "coverage/virtual-functions", outcome: "fail" },
});
