/** Two cases for two orders, and none for the third. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override meet(left: RegionObject, right: RegionObject): boolean {
    if (left.start < right.start) return left.end + 1n >= right.start;
    return right.start < left.start && right.end + 1n >= left.start;
  }
}

export const equalStartsNotJoined: FaultyVariant = faultyVariant(Driver, {
  name: "equal-starts-not-joined",
  description: "The test whether two regions meet looks at which starts first and has no case for equal starts.",
  killedBy: { requirement: "merge/idempotent", outcome: "fail" },
});
