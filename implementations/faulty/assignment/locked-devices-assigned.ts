/** The device goes on writing to addresses that now belong to the guest. */

import type { IommuGroup } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override hasLockedMember(_group: IommuGroup): boolean {
    return false;
  }
}

export const lockedDevicesAssigned: FaultyVariant = faultyVariant(Driver, {
  name: "locked-devices-assigned",
  description: "A group is assigned to user space although one of its members is locked by an RMRR.",
  killedBy: { requirement: "assignment/locked-refused", outcome: "fail" },
});
