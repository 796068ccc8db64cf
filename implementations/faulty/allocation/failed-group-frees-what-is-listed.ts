/** Both clean up: the function that fails, and the caller to which it reports the failure. */

import type { IommuGroup } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override getGroupReservedRegions(group: IommuGroup, list: RegionList): Report {
    const report = super.getGroupReservedRegions(group, list);
    if (report !== "ok") for (const region of list) this.memory.free(region);
    return report;
  }
}

export const failedGroupFreesWhatIsListed: FaultyVariant = faultyVariant(Driver, {
  name: "failed-group-frees-what-is-listed",
  description: "When the list of a group cannot be completed, its regions are freed but remain in the caller's list.",
  killedBy: { requirement: "allocation/failed-group", outcome: "fail" },
});
