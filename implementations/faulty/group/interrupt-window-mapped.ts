/** Whether it is remapped is not for a page table to say. */

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
  description: "Every reserved region is mapped one to one, the interrupt window too.",
  killedBy: { requirement: "group/nothing-else-mapped", outcome: "fail" },
});
