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
  description: "A group is given to user space although a member of it is locked by its RMRR.",
  killedBy: { requirement: "assignment/locked-refused", outcome: "fail" },
});
