/** There is a branch for each order of two starts, but none for equal ones. */

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
  description: "The overlap test depends on which region starts first and misses equal starts.",
  killedBy: { requirement: "merge/idempotent", outcome: "fail" },
});
