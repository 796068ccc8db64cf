/** An address that is already identity mapped is handed out for something else. */

import type { AddressRange } from "../../../model/region.ts";
import { pagesOf } from "../../reference/page-table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override reserveAddresses(list: RegionList, holes: AddressRange[]): void {
    for (const region of list) if (region.type !== "direct-relaxable") holes.push(pagesOf(region));
  }
}

export const relaxableHandedOutForDma: FaultyVariant = faultyVariant(Driver, {
  name: "relaxable-handed-out-for-dma",
  description: "Relaxable regions are not excluded from DMA address allocation, although they are mapped.",
  killedBy: { requirement: "group/dma-hole", outcome: "fail" },
});
