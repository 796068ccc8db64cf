/** The list then depends on which member of a group was queried first. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override comesBefore(entry: RegionObject, copy: RegionObject): boolean {
    return entry.start <= copy.start;
  }
}

export const equalStartsInOrderOfInsertion: FaultyVariant = faultyVariant(Driver, {
  name: "equal-starts-in-order-of-insertion",
  description: "Regions with the same start address are listed in the order of insertion instead of by type.",
  killedBy: { requirement: "merge/tie-order", outcome: "fail" },
});
