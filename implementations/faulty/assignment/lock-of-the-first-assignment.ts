/** The first result for a group is cached while its members come and go. */

import type { IommuGroup } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #locked = new Map<string, boolean>();

  protected override hasLockedMember(group: IommuGroup): boolean {
    const locked = this.#locked.get(group.label) ?? super.hasLockedMember(group);
    this.#locked.set(group.label, locked);
    return locked;
  }
}

export const lockOfTheFirstAssignment: FaultyVariant = faultyVariant(Driver, {
  name: "lock-of-the-first-assignment",
  description:
    "Whether a member locks its group is determined at the first assignment and not updated when members change.",
  killedBy: { requirement: "assignment/locked-refused", outcome: "fail" },
});
