/** The IOMMU handles writes to this window as interrupts, so a page table entry for it means nothing. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override needsDirectMapping(region: RegionObject): boolean {
    return region.type !== "software-msi";
  }
}

export const interruptWindowMapped: FaultyVariant = faultyVariant(Driver, {
  name: "interrupt-window-mapped",
  description: "Every reserved region is identity mapped, including the interrupt window.",
  killedBy: { requirement: "group/nothing-else-mapped", outcome: "fail" },
});
