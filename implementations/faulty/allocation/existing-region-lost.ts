/** The old regions are removed before it is certain that the region replacing them can be allocated. */

import type { RegionObject, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override insertReservedRegion(list: RegionList, region: RegionObject): Report {
    const { start, end, type, protection } = region;
    const joined: RegionObject = { start, end, type, protection };
    this.absorbNeighbours(list, joined);
    const copy = this.copyRegion(joined);
    if (copy === undefined) return "no-memory";
    this.linkSorted(list, copy);
    return "ok";
  }
}

export const existingRegionLost: FaultyVariant = faultyVariant(Driver, {
  name: "existing-region-lost",
  description: "An insert drops the regions it merges before it has memory for the merged one, as in Linux before 5.4.",
  killedBy: { requirement: "allocation/failed-insert", outcome: "fail" },
  mendedBy: "Linux 5.4, commit 4dbd258ff63e",
});
