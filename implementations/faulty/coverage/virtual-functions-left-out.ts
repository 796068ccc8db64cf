/** Below a named bridge, a virtual function is covered like any other function. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override slotCovers(named: PciFunction, device: Device): boolean {
    if (device.kind === "pci" && device.physicalFunction !== undefined) return false;
    return super.slotCovers(named, device);
  }
}

export const virtualFunctionsLeftOut: FaultyVariant = faultyVariant(Driver, {
  name: "virtual-functions-left-out",
  description: "A virtual function gets no region, not even below a bridge that a scope names.",
  killedBy: { requirement: "coverage/virtual-functions", outcome: "fail" },
});
