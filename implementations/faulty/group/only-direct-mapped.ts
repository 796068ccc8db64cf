/** Relaxable means that the region may be given up on assignment, not that the host need not map it. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override needsDirectMapping(region: RegionObject): boolean {
    return region.type === "direct";
  }
}

export const onlyDirectMapped: FaultyVariant = faultyVariant(Driver, {
  name: "only-direct-mapped",
  description:
    "Direct regions are mapped but relaxable ones are not, so a USB controller or display faults as soon as its domain is attached.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
});
