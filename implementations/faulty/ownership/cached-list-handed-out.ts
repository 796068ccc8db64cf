/** Callers write to and free the cache's own objects. */

import type { Device } from "../../../model/platform.ts";
import type { RegionObject, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #cached = new Map<string, RegionObject[]>();

  override getReservedRegions(device: Device, list: RegionList): Report {
    const cached = this.#cached.get(device.label);
    if (cached !== undefined) {
      for (const region of cached) list.append(region);
      return "ok";
    }
    const report = super.getReservedRegions(device, list);
    if (report === "ok") this.#cached.set(device.label, [...list]);
    return report;
  }

  override putReservedRegions(device: Device, list: RegionList): void {
    this.#cached.delete(device.label);
    super.putReservedRegions(device, list);
  }
}

export const cachedListHandedOut: FaultyVariant = faultyVariant(Driver, {
  name: "cached-list-handed-out",
  description: "The list of a device is built once, and every later caller gets the same objects.",
  killedBy: { requirement: "ownership/distinct-objects", outcome: "fail" },
});
