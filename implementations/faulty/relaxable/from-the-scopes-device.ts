/** The device in the slot may be a bridge above the one that asks. */

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
    "The type of a region follows the class of the function that the scope names, and not of the device that asks.",
  killedBy: { requirement: "relaxable/asker-decides", outcome: "fail" },
});
