/** A page table asked to map a page again complains, or leaks the old entry. */

import type { AddressRange } from "../../../model/region.ts";
import type { PageTable } from "../../reference/page-table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override runsToMap(_pageTable: PageTable, pages: AddressRange): readonly AddressRange[] {
    return [pages];
  }
}

export const pagesMappedTwice: FaultyVariant = faultyVariant(Driver, {
  name: "pages-mapped-twice",
  description: "Pages are mapped without checking whether an overlapping region has already mapped them.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
});
