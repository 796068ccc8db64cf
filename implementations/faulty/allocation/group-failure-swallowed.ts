/** A partial list looks like a complete one. */

import type { IommuGroup } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override getGroupReservedRegions(group: IommuGroup, list: RegionList): Report {
    super.getGroupReservedRegions(group, list);
    return "ok";
  }
}

export const groupFailureSwallowed: FaultyVariant = faultyVariant(Driver, {
  name: "group-failure-swallowed",
  description: "A group list that could not be completed is returned as if it were complete.",
  killedBy: { requirement: "allocation/failure-reported", outcome: "fail" },
});
