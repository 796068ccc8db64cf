/** The objects are fresh but copied from the wrong original: one caller's writes turn up in the next caller's list. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import type { RegionFields } from "../../../model/region.ts";
import type { AllocationContext, RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #first = new Map<RmrrUnit, RegionObject>();

  protected override rmrrRegion(unit: RmrrUnit, device: Device, named: PciFunction): RegionFields {
    const right = super.rmrrRegion(unit, device, named);
    const first = this.#first.get(unit);
    return first === undefined ? right : { ...right, start: first.start, end: first.end };
  }

  protected override makeRmrrRegion(
    unit: RmrrUnit,
    device: Device,
    named: PciFunction,
    context: AllocationContext,
  ): RegionObject | undefined {
    const region = super.makeRmrrRegion(unit, device, named, context);
    if (region !== undefined && !this.#first.has(unit)) this.#first.set(unit, region);
    return region;
  }

  override putReservedRegions(device: Device, list: RegionList): void {
    const given = new Set(list);
    for (const [unit, region] of this.#first) if (given.has(region)) this.#first.delete(unit);
    super.putReservedRegions(device, list);
  }
}

export const copiedFromTheFirstCaller: FaultyVariant = faultyVariant(Driver, {
  name: "copied-from-the-first-caller",
  description:
    "The region of an RMRR is copied from the object handed to the first caller, including whatever that caller wrote to it.",
  killedBy: { requirement: "ownership/isolated-writes", outcome: "fail" },
});
