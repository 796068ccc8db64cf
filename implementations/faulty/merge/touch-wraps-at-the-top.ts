/** The address after the last one is 0, which is less than every start. */

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
    "The address after a region is computed in 64 bits and wraps, so a region that ends at the top touches nothing, as in Linux since 5.4.",
  killedBy: { requirement: "merge/address-space-ends", outcome: "fail" },
});
