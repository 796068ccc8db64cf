/** Most devices with an RMRR are USB and graphics controllers, which are safe to assign. */

import type { IommuGroup } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override hasLockedMember(group: IommuGroup): boolean {
    return this.presentMembers(group).some((device) => this.hasRmrr(device));
  }
}

export const everyRmrrLocksTheGroup: FaultyVariant = faultyVariant(Driver, {
  name: "every-rmrr-locks-the-group",
  description: "A group is refused if any RMRR names a member, relaxable or not, as in Linux before the series.",
  killedBy: { requirement: "assignment/locked-refused", outcome: "fail" },
});
