/** Works until memory is short; the allocation then sleeps in an RCU read-side section. */

import type { Device } from "../../../model/platform.ts";
import type { AllocationContext, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendRmrrRegions(device: Device, list: RegionList, _context: AllocationContext): Report {
    return super.appendRmrrRegions(device, list, { maySleep: true });
  }
}

export const sleepsInAtomic: FaultyVariant = faultyVariant(Driver, {
  name: "sleeps-in-atomic",
  description:
    "Regions are allocated with GFP_KERNEL inside the section that reads the scopes, where sleeping is forbidden.",
  killedBy: { requirement: "allocation/no-sleep-in-atomic", outcome: "fail" },
  mendedBy: "the series of 2019, between its versions 4 and 5",
});
