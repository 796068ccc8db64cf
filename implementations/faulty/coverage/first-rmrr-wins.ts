/** Graphics devices with two RMRRs are not rare, and lose one of them. */

import type { Device } from "../../../model/platform.ts";
import type { AllocationContext, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendRmrrRegions(device: Device, list: RegionList, context: AllocationContext): Report {
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      const named = this.coveringFunction(unit, device);
      if (named !== undefined) return this.appendRegion(list, this.rmrrRegion(unit, device, named), context);
    }
    return "ok";
  }
}

export const firstRmrrWins: FaultyVariant = faultyVariant(Driver, {
  name: "first-rmrr-wins",
  description: "The search for a device's RMRRs ends with the first that covers it.",
  killedBy: { requirement: "coverage/all-rmrrs", outcome: "fail" },
});
