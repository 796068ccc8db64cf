/** If firmware keeps a ring buffer in an RMRR, its device writes to it. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { PROTECTION_READ, type RegionFields } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override rmrrRegion(unit: RmrrUnit, device: Device, named: PciFunction): RegionFields {
    return { ...super.rmrrRegion(unit, device, named), protection: PROTECTION_READ };
  }
}

export const regionsReadOnly: FaultyVariant = faultyVariant(Driver, {
  name: "regions-read-only",
  description: "RMRR regions are returned without write permission.",
  killedBy: { requirement: "coverage/exact-range", outcome: "fail" },
});
