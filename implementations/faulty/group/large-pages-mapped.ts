/** This saves page table entries, and lets the device reach memory next to its region. */

import type { AddressRange } from "../../../model/region.ts";
import type { PageTable } from "../../reference/page-table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

const LARGE = 0x20_0000n;

class Driver extends ReferenceDriver {
  protected override runsToMap(pageTable: PageTable, { start, end }: AddressRange): readonly AddressRange[] {
    return super.runsToMap(pageTable, { start: start - (start % LARGE), end: end - (end % LARGE) + LARGE - 1n });
  }
}

export const largePagesMapped: FaultyVariant = faultyVariant(Driver, {
  name: "large-pages-mapped",
  description: "Regions are rounded out to 2 MiB pages, so the memory around them is mapped too.",
  killedBy: { requirement: "group/nothing-else-mapped", outcome: "fail" },
});
