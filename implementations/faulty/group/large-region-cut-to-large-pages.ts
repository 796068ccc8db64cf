/** The remainder after the last large page is forgotten. */

import type { AddressRange } from "../../../model/region.ts";
import type { PageTable } from "../../reference/page-table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

const LARGE = 0x20_0000n;

class Driver extends ReferenceDriver {
  protected override runsToMap(pageTable: PageTable, { start, end }: AddressRange): readonly AddressRange[] {
    const length = end - start + 1n;
    const mapped = length < LARGE ? length : length - (length % LARGE);
    return super.runsToMap(pageTable, { start, end: start + mapped - 1n });
  }
}

export const largeRegionCutToLargePages: FaultyVariant = faultyVariant(Driver, {
  name: "large-region-cut-to-large-pages",
  description:
    "A region larger than 2 MiB is mapped with large pages only, so any remainder after the last of them is not mapped.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
});
