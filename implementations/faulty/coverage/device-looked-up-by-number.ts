/** A lookup by bus, device and function finds one match per segment, and nothing says which one is meant. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override slotCovers(named: PciFunction, device: Device): boolean {
    if (device.kind !== "pci") return false;
    return (this.hopNames(named, device) && named.bus === device.bus) || this.isDownstream(device, named);
  }
}

export const deviceLookedUpByNumber: FaultyVariant = faultyVariant(Driver, {
  name: "device-looked-up-by-number",
  description:
    "Devices are looked up by bus, device and function number alone, although the same numbers recur in every segment.",
  killedBy: { requirement: "coverage/same-segment", outcome: "fail" },
});
