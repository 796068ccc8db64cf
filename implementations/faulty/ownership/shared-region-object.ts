/** Linking the object into a second list unlinks it from the first, so both callers walk corrupted lists. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import type { AllocationContext, RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #shared = new Map<RmrrUnit, RegionObject>();

  protected override makeRmrrRegion(
    unit: RmrrUnit,
    device: Device,
    named: PciFunction,
    context: AllocationContext,
  ): RegionObject | undefined {
    const region = this.#shared.get(unit) ?? super.makeRmrrRegion(unit, device, named, context);
    if (region !== undefined) this.#shared.set(unit, region);
    return region;
  }

  override putReservedRegions(_device: Device, list: RegionList): void {
    const shared = new Set(this.#shared.values());
    for (const region of list) if (!shared.has(region)) this.memory.free(region);
    list.unlinkAll();
  }

  override tearDown(): void {
    for (const region of this.#shared.values()) this.memory.free(region);
    super.tearDown();
  }
}

export const sharedRegionObject: FaultyVariant = faultyVariant(Driver, {
  name: "shared-region-object",
  description:
    "Each RMRR has a single region object, which is linked into every caller's list, as in Linux before 5.3.",
  killedBy: { requirement: "ownership/distinct-objects", outcome: "fail" },
  mendedBy: "Linux 5.3, the series of 2019, 3/8",
});
