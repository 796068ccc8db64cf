/** Firmware must not report such a range, but some does. */

import { PAGE_SIZE } from "../../../model/region.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { RegionList } from "../../reference/region-list.ts";
import type { PageTable } from "../../reference/page-table.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override mapDirectRegions(list: RegionList, pageTable: PageTable): Report {
    const rounded = new RegionList();
    for (const { start, end, type, protection } of list) {
      const up = ((start + PAGE_SIZE - 1n) / PAGE_SIZE) * PAGE_SIZE;
      if (up <= end) rounded.append({ start: up, end, type, protection });
    }
    return super.mapDirectRegions(rounded, pageTable);
  }
}

export const startRoundedUp: FaultyVariant = faultyVariant(Driver, {
  name: "start-rounded-up",
  description:
    "The start of a region that is not page aligned is rounded up, so its first part is not mapped, as in Linux.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
});
