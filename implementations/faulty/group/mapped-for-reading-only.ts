/** The controller that firmware set up also writes to its buffer. */

import { PROTECTION_READ } from "../../../model/region.ts";
import type { Report } from "../../contract.ts";
import { type PageTable, pagesOf } from "../../reference/page-table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override mapDirectRegions(list: RegionList, pageTable: PageTable): Report {
    for (const region of list) {
      if (!this.needsDirectMapping(region)) continue;
      for (const run of this.runsToMap(pageTable, pagesOf(region))) {
        if (!pageTable.map(run.start, run.end, PROTECTION_READ)) return "no-memory";
      }
    }
    return "ok";
  }
}

export const mappedForReadingOnly: FaultyVariant = faultyVariant(Driver, {
  name: "mapped-for-reading-only",
  description: "Direct regions are mapped read-only, so the device faults when it writes.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
});
