/** The members of a group are assigned together, but have nothing else in common. */

import type { IommuGroup } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override getGroupReservedRegions(group: IommuGroup, list: RegionList): Report {
    return super.getGroupReservedRegions({ ...group, members: group.members.slice(0, 1) }, list);
  }
}

export const firstMemberSpeaksForAll: FaultyVariant = faultyVariant(Driver, {
  name: "first-member-speaks-for-all",
  description: "The regions of a group are those of its first member, as if all members had the same.",
  killedBy: { requirement: "group/merge-of-members", outcome: "fail" },
});
