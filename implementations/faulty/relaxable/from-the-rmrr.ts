/** A NIC that shares an RMRR with a USB controller loses its memory when it is assigned. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import type { RegionType } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override rmrrRegionType(unit: RmrrUnit, device: Device, _named: PciFunction): RegionType {
    const relaxable = unit.slots.some((slot) => slot !== undefined && this.isRelaxable(slot.fn));
    return relaxable || this.isRelaxable(device) ? "direct-relaxable" : "direct";
  }
}

export const fromTheRmrr: FaultyVariant = faultyVariant(Driver, {
  name: "from-the-rmrr",
  description: "An RMRR is relaxable for every device as soon as one of the functions it names is.",
  killedBy: { requirement: "relaxable/asker-decides", outcome: "fail" },
});
