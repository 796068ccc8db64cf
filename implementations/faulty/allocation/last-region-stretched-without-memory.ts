/** Covering too much may seem safer than too little, but the list then reports what no firmware reported. */

import type { Device } from "../../../model/platform.ts";
import type { AllocationContext, Report } from "../../contract.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendRmrrRegions(device: Device, list: RegionList, context: AllocationContext): Report {
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      const named = this.coveringFunction(unit, device);
      if (named === undefined) continue;
      const region = this.makeRmrrRegion(unit, device, named, context);
      const last = list.last?.region;
      if (region !== undefined) list.append(region);
      else if (last === undefined) return "no-memory";
      else {
        if (unit.base < last.start) last.start = unit.base;
        if (unit.limit > last.end) last.end = unit.limit;
      }
    }
    return "ok";
  }
}

export const lastRegionStretchedWithoutMemory: FaultyVariant = faultyVariant(Driver, {
  name: "last-region-stretched-without-memory",
  description: "If there is no memory for a region, the previous region is extended to cover both.",
  killedBy: { requirement: "allocation/failed-get", outcome: "fail" },
});
