/** A shortcut for neighbours that was placed before the question whether they may be joined. */

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
    "Whether regions touch is looked at before their types are, so neighbours of different types become one.",
  killedBy: { requirement: "merge/types-apart", outcome: "fail" },
});
