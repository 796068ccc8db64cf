/** Every graphics device with an RMRR is then locked. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import type { RegionType } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override rmrrRegionType(_unit: RmrrUnit, _device: Device, _named: PciFunction): RegionType {
    return "direct";
  }
}

export const nobodyRelaxable: FaultyVariant = faultyVariant(Driver, {
  name: "nobody-relaxable",
  description: "No region is relaxable, as in Linux before 5.3.",
  killedBy: { requirement: "relaxable/usb", outcome: "fail" },
  mendedBy: "Linux 5.3, the series of 2019, 7/8 and 8/8",
});
