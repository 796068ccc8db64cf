/** That a range is reserved and that it is mapped are two facts, and both must be shown. */

import type { RegionObject, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override insertReservedRegion(list: RegionList, region: RegionObject): Report {
    for (const entry of list) if (entry.start <= region.start && region.end <= entry.end) return "ok";
    return super.insertReservedRegion(list, region);
  }
}

export const containedRegionOfAnotherTypeDropped: FaultyVariant = faultyVariant(Driver, {
  name: "contained-region-of-another-type-dropped",
  description: "A region contained in one of another type is treated as already present.",
  killedBy: { requirement: "merge/union-exact", outcome: "fail" },
});
