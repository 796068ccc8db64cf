/** The end of the range is treated as the first address after it. */

import { type AddressRange, PAGE_SIZE } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override reserveAddresses(list: RegionList, holes: AddressRange[]): void {
    const whole: AddressRange[] = [];
    super.reserveAddresses(list, whole);
    for (const { start, end } of whole) if (end - start >= PAGE_SIZE) holes.push({ start, end: end - PAGE_SIZE });
  }
}

export const lastPageHandedOutForDma: FaultyVariant = faultyVariant(Driver, {
  name: "last-page-handed-out-for-dma",
  description: "The last page of each region can be allocated for DMA.",
  killedBy: { requirement: "group/dma-hole", outcome: "fail" },
});
