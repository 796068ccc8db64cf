/** The window belongs to the platform, not to PCI: any write to it is an interrupt. */

import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendWindows(device: Device, list: RegionList): Report {
    return device.kind === "pci" ? super.appendWindows(device, list) : "ok";
  }
}

export const msiOnlyForPci: FaultyVariant = faultyVariant(Driver, {
  name: "msi-only-for-pci",
  description: "Devices that are not PCI get no interrupt window, although their writes to it are interrupts too.",
  killedBy: { requirement: "windows/msi", outcome: "fail" },
});
