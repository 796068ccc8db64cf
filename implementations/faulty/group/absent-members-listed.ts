/** A function that was powered off is in its group all the same, until somebody takes it out. */

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
  description: "Members that are not there count for the group as if they were.",
  killedBy: { requirement: "group/merge-of-members", outcome: "fail" },
});
