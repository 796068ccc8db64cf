/** Legacy devices are usually on low bus numbers, but firmware assigns those numbers. */

import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendWindows(device: Device, list: RegionList): Report {
    const hasWindow = device.kind !== "pci" || device.bus < 0x80;
    return super.appendWindows(hasWindow ? device : { ...device, classCode: 0 }, list);
  }
}

export const isaWindowOnLowBusesOnly: FaultyVariant = faultyVariant(Driver, {
  name: "isa-window-on-low-buses-only",
  description: "An ISA bridge gets the first 16 MiB only if its bus number is below 0x80.",
  killedBy: { requirement: "metamorphic/renumbered-buses", outcome: "fail" },
});
