/** A range that must be mapped and one that must not be become one of the two. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override belongsTogether(entry: RegionObject, copy: RegionObject): boolean {
    return this.meet(entry, copy);
  }
}

export const overlappingJoinedAcrossTypes: FaultyVariant = faultyVariant(Driver, {
  name: "overlapping-joined-across-types",
  description: "Regions that meet are joined whatever their types are, and the inserted one's type wins.",
  killedBy: { requirement: "merge/types-apart", outcome: "fail" },
});
