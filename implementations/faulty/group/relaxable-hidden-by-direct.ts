/** Both facts are true, of different members, and user space must see both. */

import type { RegionObject, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override insertAll(groupList: RegionList, list: RegionList): Report {
    for (const region of list) {
      if (region.type === "direct-relaxable" && this.#isDirect(groupList, region)) continue;
      const report = this.insertReservedRegion(groupList, region);
      if (report !== "ok") return report;
    }
    return "ok";
  }

  #isDirect(groupList: RegionList, region: RegionObject): boolean {
    for (const entry of groupList) {
      if (entry.type === "direct" && entry.start <= region.start && region.end <= entry.end) return true;
    }
    return false;
  }
}

export const relaxableHiddenByDirect: FaultyVariant = faultyVariant(Driver, {
  name: "relaxable-hidden-by-direct",
  description: "A relaxable region whose range is direct for another member is missing from the group list.",
  killedBy: { requirement: "group/both-types-visible", outcome: "fail" },
});
