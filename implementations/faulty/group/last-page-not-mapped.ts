/** An off-by-one page: the device faults when it reaches the end of its buffer. */

import { type AddressRange, PAGE_SIZE } from "../../../model/region.ts";
import type { PageTable } from "../../reference/page-table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override runsToMap(pageTable: PageTable, { start, end }: AddressRange): readonly AddressRange[] {
    return super.runsToMap(pageTable, { start, end: end - PAGE_SIZE });
  }
}

export const lastPageNotMapped: FaultyVariant = faultyVariant(Driver, {
  name: "last-page-not-mapped",
  description: "The last page of a region is not mapped, because the region's end is treated as exclusive.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
});
