/** Checking the first page says nothing about the others. */

import type { AddressRange } from "../../../model/region.ts";
import type { PageTable } from "../../reference/page-table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override runsToMap(pageTable: PageTable, pages: AddressRange): readonly AddressRange[] {
    const runs = super.runsToMap(pageTable, pages);
    return runs[0]?.start === pages.start ? runs : [];
  }
}

export const partlyMappedRegionSkipped: FaultyVariant = faultyVariant(Driver, {
  name: "partly-mapped-region-skipped",
  description: "A region whose first page is already mapped is assumed to be fully mapped.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
});
