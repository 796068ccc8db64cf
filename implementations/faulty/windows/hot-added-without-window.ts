/** The windows are determined when the platform starts, before anything is hot-added. */

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
  description: "Only the devices present at start get the interrupt window; hot-added ones do not.",
  killedBy: { requirement: "windows/msi", outcome: "fail" },
});
