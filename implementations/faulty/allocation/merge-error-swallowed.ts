/** The caller continues with a list that lacks a region, and may map something else there. */

import type { RegionObject, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override insertReservedRegion(list: RegionList, region: RegionObject): Report {
    super.insertReservedRegion(list, region);
    return "ok";
  }
}

export const mergeErrorSwallowed: FaultyVariant = faultyVariant(Driver, {
  name: "merge-error-swallowed",
  description: "An insert that ran out of memory reports success, as in Linux before 5.3.",
  killedBy: { requirement: "allocation/failure-reported", outcome: "fail" },
  mendedBy: "Linux 5.3, the series of 2019, 1/8",
});
