/** The error path out of the loop skips the cleanup that the normal path performs. */

import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override insertDeviceRegions(device: Device, groupList: RegionList): Report {
    const list = this.createList();
    let report = this.getReservedRegions(device, list);
    if (report === "ok") report = this.insertAll(groupList, list);
    if (report !== "ok") return report;
    this.putReservedRegions(device, list);
    return "ok";
  }
}

export const groupLeaksDeviceList: FaultyVariant = faultyVariant(Driver, {
  name: "group-leaks-device-list",
  description: "When a group list cannot be completed, the list of the device at which it stopped is never put.",
  killedBy: { requirement: "allocation/failed-group", outcome: "fail" },
});
