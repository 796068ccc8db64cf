/** A group with a single member still looks right. */

import type { Device, IommuGroup } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override presentMembers(group: IommuGroup): Device[] {
    return super.presentMembers(group).slice(0, Math.max(1, group.members.length - 1));
  }
}

export const lastMemberForgotten: FaultyVariant = faultyVariant(Driver, {
  name: "last-member-forgotten",
  description: "The walk over the members of a group stops one member too early.",
  killedBy: { requirement: "group/merge-of-members", outcome: "fail" },
});
