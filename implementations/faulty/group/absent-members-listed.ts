/** A function that was powered off stays in its group until it is removed explicitly. */

import type { Device, IommuGroup } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override presentMembers(group: IommuGroup): Device[] {
    const { functions, otherDevices } = this.platform;
    const all: readonly Device[] = [...functions, ...otherDevices];
    return group.members.flatMap((label) => all.find((device) => device.label === label) ?? []);
  }
}

export const absentMembersListed: FaultyVariant = faultyVariant(Driver, {
  name: "absent-members-listed",
  description: "Members that are absent contribute to the group as if they were present.",
  killedBy: { requirement: "group/merge-of-members", outcome: "fail" },
});
