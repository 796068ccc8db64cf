/** An off-by-one in the overlap test: the list is correct, but longer than necessary. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override meet(left: RegionObject, right: RegionObject): boolean {
    return left.start <= right.end && right.start <= left.end;
  }
}

export const touchingKeptApart: FaultyVariant = faultyVariant(Driver, {
  name: "touching-kept-apart",
  description: "Regions of one type that touch without overlapping are kept separate, as in Linux before 5.4.",
  killedBy: { requirement: "merge/adjacent", outcome: "fail" },
  mendedBy: "Linux 5.4, commit 4dbd258ff63e",
});
