/** A list belongs to its caller, whatever happens to the device. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import type { RegionObject, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #handedOut = new Map<string, Set<RegionObject>>();

  override getReservedRegions(device: Device, list: RegionList): Report {
    const report = super.getReservedRegions(device, list);
    const regions = this.#handedOut.get(device.label) ?? new Set();
    for (const region of list) regions.add(region);
    this.#handedOut.set(device.label, regions);
    return report;
  }

  override putReservedRegions(device: Device, list: RegionList): void {
    for (const region of list) this.#handedOut.get(device.label)?.delete(region);
    super.putReservedRegions(device, list);
  }

  override removeFunction(fn: PciFunction): void {
    for (const region of this.#handedOut.get(fn.label) ?? []) this.memory.free(region);
    this.#handedOut.delete(fn.label);
    super.removeFunction(fn);
  }
}

export const removalFreesHandedOutLists: FaultyVariant = faultyVariant(Driver, {
  name: "removal-frees-handed-out-lists",
  description: "When a function is removed, the regions in its callers' lists are freed while still in use.",
  killedBy: { requirement: "lifecycle/handed-out-lists", outcome: "fail" },
});
