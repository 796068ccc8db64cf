/** Emptying a list does not free the regions that were in it. */

import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override getReservedRegions(device: Device, list: RegionList): Report {
    const report = super.getReservedRegions(device, list);
    if (report !== "ok") list.unlinkAll();
    return report;
  }
}

export const failedGetUnlinksWithoutFreeing: FaultyVariant = faultyVariant(Driver, {
  name: "failed-get-unlinks-without-freeing",
  description: "A get that runs out of memory empties the list without freeing the regions that were in it.",
  killedBy: { requirement: "allocation/failed-get", outcome: "fail" },
});
