/** The members' regions were copied, and nobody owns the originals any more. */

import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override insertDeviceRegions(device: Device, groupList: RegionList): Report {
    const list = new RegionList();
    const report = this.getReservedRegions(device, list);
    return report === "ok" ? this.insertAll(groupList, list) : report;
  }
}

export const memberListsNotPut: FaultyVariant = faultyVariant(Driver, {
  name: "member-lists-not-put",
  description: "The lists that a group gets from its members are never put.",
  killedBy: { requirement: "merge/no-leak", outcome: "fail" },
});
