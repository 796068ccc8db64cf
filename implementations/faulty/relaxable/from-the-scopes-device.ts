/** The function in the slot may be a bridge above the device being queried. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import type { RegionType } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override rmrrRegionType(_unit: RmrrUnit, _device: Device, named: PciFunction): RegionType {
    return this.isRelaxable(named) ? "direct-relaxable" : "direct";
  }
}

export const fromTheScopesDevice: FaultyVariant = faultyVariant(Driver, {
  name: "from-the-scopes-device",
  description:
    "The type of a region follows the class of the function the scope names instead of the device being queried.",
  killedBy: { requirement: "relaxable/asker-decides", outcome: "fail" },
});
