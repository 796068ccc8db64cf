/** The caller still holds the list and will put it, which frees the regions a second time. */

import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override getReservedRegions(device: Device, list: RegionList): Report {
    const report = super.getReservedRegions(device, list);
    if (report !== "ok") for (const region of list) this.memory.free(region);
    return report;
  }
}

export const failedGetFreesWithoutUnlinking: FaultyVariant = faultyVariant(Driver, {
  name: "failed-get-frees-without-unlinking",
  description: "A get that runs out of memory frees the regions it allocated but leaves them in the caller's list.",
  killedBy: { requirement: "allocation/failed-get", outcome: "fail" },
});
