/** Asked by the core at the start, and by user space years later: both have to be told. */

import type { Device } from "../../../model/platform.ts";
import type { AllocationContext, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #asked = new Set<string>();

  protected override appendRmrrRegions(device: Device, list: RegionList, context: AllocationContext): Report {
    if (this.#asked.has(device.label)) return "ok";
    this.#asked.add(device.label);
    return super.appendRmrrRegions(device, list, context);
  }
}

export const rmrrsGivenOutOnce: FaultyVariant = faultyVariant(Driver, {
  name: "rmrrs-given-out-once",
  description:
    "The RMRRs of a device are handed out to the first who asks and to nobody afterwards, be the first list put back or not.",
  killedBy: { requirement: "ownership/undisturbed", outcome: "fail" },
});
