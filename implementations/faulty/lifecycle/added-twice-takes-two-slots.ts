/** A notifier may report a function that the initial scan has already found. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override holds(_unit: RmrrUnit, _fn: PciFunction): boolean {
    return false;
  }
}

export const addedTwiceTakesTwoSlots: FaultyVariant = faultyVariant(Driver, {
  name: "added-twice-takes-two-slots",
  description: "A function that is added twice takes a second slot of its RMRR, leaving none for another function.",
  killedBy: { requirement: "lifecycle/twice", outcome: "fail" },
});
