/** The address behind the last one is 0, and 0 is less than every start. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override meet(left: RegionObject, right: RegionObject): boolean {
    return left.start <= BigInt.asUintN(64, right.end + 1n) && right.start <= BigInt.asUintN(64, left.end + 1n);
  }
}

export const touchWrapsAtTheTop: FaultyVariant = faultyVariant(Driver, {
  name: "touch-wraps-at-the-top",
  description:
    "The address behind a region is computed in 64 bits, so one that ends at the top meets nothing, as in Linux since 5.4.",
  killedBy: { requirement: "merge/address-space-ends", outcome: "fail" },
});
