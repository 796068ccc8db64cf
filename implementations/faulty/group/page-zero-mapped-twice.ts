/** A lookup of page 0 returns 0, which is also the value for "not mapped". */

import { type AddressRange, PAGE_SIZE } from "../../../model/region.ts";
import type { PageTable } from "../../reference/page-table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override runsToMap(pageTable: PageTable, pages: AddressRange): readonly AddressRange[] {
    const runs = super.runsToMap(pageTable, pages);
    const isFree = runs[0]?.start === 0n;
    return pages.start > 0n || isFree ? runs : [{ start: 0n, end: PAGE_SIZE - 1n }, ...runs];
  }
}

export const pageZeroMappedTwice: FaultyVariant = faultyVariant(Driver, {
  name: "page-zero-mapped-twice",
  description: "A page counts as unmapped if it maps to address 0, so page 0 is mapped twice, as in Linux before 7.2.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
  mendedBy: "Linux 7.2",
});
