/** One locked member is enough to lock a group. */

import type { IommuGroup } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override hasLockedMember(group: IommuGroup): boolean {
    return super.hasLockedMember({ ...group, members: group.members.slice(0, 1) });
  }
}

export const onlyFirstMemberLookedAt: FaultyVariant = faultyVariant(Driver, {
  name: "only-first-member-looked-at",
  description: "Only the first member of a group is checked for being locked.",
  killedBy: { requirement: "assignment/locked-refused", outcome: "fail" },
});
