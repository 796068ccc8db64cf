/** The code drops its copy, but has not made one here. */

import type { RegionObject, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override insertReservedRegion(list: RegionList, region: RegionObject): Report {
    for (const entry of list) {
      if (entry.type !== region.type || entry.start > region.start || region.end > entry.end) continue;
      this.memory.free(region);
      return "ok";
    }
    return super.insertReservedRegion(list, region);
  }
}

export const freesTheCallersRegion: FaultyVariant = faultyVariant(Driver, {
  name: "frees-the-callers-region",
  description:
    "If the inserted region is already contained in the list, insert frees it, as if it owned the caller's region.",
  killedBy: { requirement: "merge/copies-input", outcome: "fail" },
});
