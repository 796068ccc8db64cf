/** The window is 1 MiB; a mapping past its first page never reaches memory either. */

import { PAGE_SIZE, type RegionFields } from "../../../model/region.ts";
import type { AllocationContext, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendRegion(list: RegionList, fields: RegionFields, context: AllocationContext): Report {
    const end = fields.type === "msi" ? fields.start + PAGE_SIZE - 1n : fields.end;
    return super.appendRegion(list, { ...fields, end }, context);
  }
}

export const msiWindowOfOnePage: FaultyVariant = faultyVariant(Driver, {
  name: "msi-window-of-one-page",
  description: "The interrupt window is reported as only the 4 KiB page of the local APIC.",
  killedBy: { requirement: "windows/msi", outcome: "fail" },
});
