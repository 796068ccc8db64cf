/** A range that must be mapped and one that must not become a single range of one type. */

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
  description: "Regions that overlap or touch are merged regardless of type, and the inserted region's type wins.",
  killedBy: { requirement: "merge/types-apart", outcome: "fail" },
});
