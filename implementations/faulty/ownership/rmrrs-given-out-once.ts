/** The core queries a device at boot, and user space may query it years later; both must get the RMRRs. */

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
  description: "Only the first caller ever gets the RMRR regions of a device, whether or not it has put its list.",
  killedBy: { requirement: "ownership/undisturbed", outcome: "fail" },
});
