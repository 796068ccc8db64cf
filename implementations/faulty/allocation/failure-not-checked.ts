/** Small allocations hardly ever fail, so a missing check goes unnoticed. */

import type { RegionFields } from "../../../model/region.ts";
import type { AllocationContext, RegionObject, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendRegion(list: RegionList, fields: RegionFields, context: AllocationContext): Report {
    list.append(this.memory.allocate(fields, context) as RegionObject);
    return "ok";
  }
}

export const failureNotChecked: FaultyVariant = faultyVariant(Driver, {
  name: "failure-not-checked",
  description: "The result of an allocation is used without checking whether it failed.",
  killedBy: { requirement: "allocation/failed-get", outcome: "error" },
});
