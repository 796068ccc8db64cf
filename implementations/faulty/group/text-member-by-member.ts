/** Ranges that several members have appear several times, in no order. */

import type { IommuGroup } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override showGroupReservedRegions(group: IommuGroup): string {
    let text = "";
    for (const device of this.presentMembers(group)) {
      const list = new RegionList();
      if (this.getReservedRegions(device, list) === "ok") for (const region of list) text += this.formatRegion(region);
      this.putReservedRegions(device, list);
    }
    return this.fitIntoPage(text);
  }
}

export const textMemberByMember: FaultyVariant = faultyVariant(Driver, {
  name: "text-member-by-member",
  description: "The text lists the regions member by member instead of the group's merged list.",
  killedBy: { requirement: "group/sysfs-text", outcome: "fail" },
});
