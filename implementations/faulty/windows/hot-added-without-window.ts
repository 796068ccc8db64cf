/** Windows are worked out with the platform, before anything is plugged in. */

import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendWindows(device: Device, list: RegionList): Report {
    return device.kind === "pci" && device.absent === true ? "ok" : super.appendWindows(device, list);
  }
}

export const hotAddedWithoutWindow: FaultyVariant = faultyVariant(Driver, {
  name: "hot-added-without-window",
  description: "The interrupt window is noted for the devices that are there at the start, and for no later one.",
  killedBy: { requirement: "windows/msi", outcome: "fail" },
});
