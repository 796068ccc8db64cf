/** Regions are treated as used up once handed out, so what a second caller maps depends on who came first. */

import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #handedOut = new Set<string>();

  override getReservedRegions(device: Device, list: RegionList): Report {
    if (this.#handedOut.has(device.label)) return "ok";
    this.#handedOut.add(device.label);
    return super.getReservedRegions(device, list);
  }

  override putReservedRegions(device: Device, list: RegionList): void {
    this.#handedOut.delete(device.label);
    super.putReservedRegions(device, list);
  }
}

export const secondGetIsEmpty: FaultyVariant = faultyVariant(Driver, {
  name: "second-get-is-empty",
  description:
    "The regions of a device are handed out once: while the first caller holds its list, a second caller gets an empty one.",
  killedBy: { requirement: "ownership/fresh-per-get", outcome: "fail" },
});
