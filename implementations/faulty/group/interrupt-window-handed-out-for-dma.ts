/** A buffer at such an address is never reached: a write to it is an interrupt. */

import type { AddressRange } from "../../../model/region.ts";
import { pagesOf } from "../../reference/page-table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override reserveAddresses(list: RegionList, holes: AddressRange[]): void {
    for (const region of list) if (this.needsDirectMapping(region)) holes.push(pagesOf(region));
  }
}

export const interruptWindowHandedOutForDma: FaultyVariant = faultyVariant(Driver, {
  name: "interrupt-window-handed-out-for-dma",
  description: "Only mapped regions are excluded from DMA address allocation, so the interrupt window is not.",
  killedBy: { requirement: "group/dma-hole", outcome: "fail" },
});
