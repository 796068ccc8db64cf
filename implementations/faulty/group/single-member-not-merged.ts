/** A device's own list is in table order, overlaps included. */

import type { IommuGroup } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override getGroupReservedRegions(group: IommuGroup, list: RegionList): Report {
    const [only, ...others] = this.presentMembers(group);
    if (only === undefined || others.length > 0) return super.getGroupReservedRegions(group, list);
    return this.getReservedRegions(only, list);
  }
}

export const singleMemberNotMerged: FaultyVariant = faultyVariant(Driver, {
  name: "single-member-not-merged",
  description:
    "A group with one member takes over that member's list unmerged, as if merging mattered only for several members.",
  killedBy: { requirement: "group/merge-of-members", outcome: "fail" },
});
