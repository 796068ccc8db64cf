/** A temporary shortage of memory is remembered as if it were a property of the device. */

import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #givenUp = new Set<string>();

  override getReservedRegions(device: Device, list: RegionList): Report {
    if (this.#givenUp.has(device.label)) return this.appendWindows(device, list);
    const report = super.getReservedRegions(device, list);
    if (report !== "ok") this.#givenUp.add(device.label);
    return report;
  }
}

export const deviceGivenUpAfterFailure: FaultyVariant = faultyVariant(Driver, {
  name: "device-given-up-after-failure",
  description: "Once a get of a device has run out of memory, the device is treated as having no RMRR from then on.",
  killedBy: { requirement: "allocation/failed-get", outcome: "fail" },
});
