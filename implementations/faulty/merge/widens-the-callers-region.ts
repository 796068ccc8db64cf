/** The caller's own list is changed by an operation that should only read it. */

import type { RegionObject, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override insertReservedRegion(list: RegionList, region: RegionObject): Report {
    const copy = this.copyRegion(region);
    if (copy === undefined) return "no-memory";
    this.absorbNeighbours(list, copy);
    if (copy.start < region.start) region.start = copy.start;
    if (copy.end > region.end) region.end = copy.end;
    this.linkSorted(list, copy);
    return "ok";
  }
}

export const widensTheCallersRegion: FaultyVariant = faultyVariant(Driver, {
  name: "widens-the-callers-region",
  description: "The caller's own region is widened over its neighbours, and only the result is copied.",
  killedBy: { requirement: "merge/copies-input", outcome: "fail" },
});
