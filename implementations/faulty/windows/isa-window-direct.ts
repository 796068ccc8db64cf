/** A direct region locks the bridge for the sake of a floppy controller that hardly exists any more. */

import type { RegionFields } from "../../../model/region.ts";
import type { AllocationContext, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendRegion(list: RegionList, fields: RegionFields, context: AllocationContext): Report {
    const direct = fields.type === "direct-relaxable" ? { ...fields, type: "direct" as const } : fields;
    return super.appendRegion(list, direct, context);
  }
}

export const isaWindowDirect: FaultyVariant = faultyVariant(Driver, {
  name: "isa-window-direct",
  description: "The window of an ISA bridge is direct instead of relaxable, as in Linux 5.3 and 5.4.",
  killedBy: { requirement: "windows/isa", outcome: "fail" },
  mendedBy: "Linux 5.5, commit d8018a0e9195",
});
