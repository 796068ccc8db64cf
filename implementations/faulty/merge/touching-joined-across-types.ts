/** A shortcut for neighbours was placed before the check whether they may be merged. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override belongsTogether(entry: RegionObject, copy: RegionObject): boolean {
    const touching = entry.end + 1n === copy.start || copy.end + 1n === entry.start;
    return touching || super.belongsTogether(entry, copy);
  }
}

export const touchingJoinedAcrossTypes: FaultyVariant = faultyVariant(Driver, {
  name: "touching-joined-across-types",
  description:
    "Whether regions touch is checked before their types are compared, so neighbours of different types are merged.",
  killedBy: { requirement: "merge/types-apart", outcome: "fail" },
});
