/** The list then depends on which member of a group was asked first. */

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
  description:
    "Regions that start at one address stand in the order in which they were inserted, and not in the order of their types.",
  killedBy: { requirement: "merge/tie-order", outcome: "fail" },
});
