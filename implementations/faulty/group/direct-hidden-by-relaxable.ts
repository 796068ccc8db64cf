/** User space that relies on the list then considers the group assignable. */

import type { RegionObject, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override insertAll(groupList: RegionList, list: RegionList): Report {
    for (const region of list) {
      if (region.type === "direct" && this.#isRelaxable(groupList, region)) continue;
      const report = this.insertReservedRegion(groupList, region);
      if (report !== "ok") return report;
    }
    return "ok";
  }

  #isRelaxable(groupList: RegionList, region: RegionObject): boolean {
    for (const entry of groupList) {
      if (entry.type === "direct-relaxable" && entry.start <= region.start && region.end <= entry.end) return true;
    }
    return false;
  }
}

export const directHiddenByRelaxable: FaultyVariant = faultyVariant(Driver, {
  name: "direct-hidden-by-relaxable",
  description: "A direct region whose range is relaxable for another member is missing from the group list.",
  killedBy: { requirement: "group/both-types-visible", outcome: "fail" },
});
