/** Stolen memory of graphics devices already exceeds 1 GiB, and the fields are 64 bits wide. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import type { RegionFields } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override rmrrRegion(unit: RmrrUnit, device: Device, named: PciFunction): RegionFields {
    const length = BigInt.asUintN(32, unit.limit - unit.base + 1n);
    const end = BigInt.asUintN(64, unit.base + length - 1n);
    return { ...super.rmrrRegion(unit, device, named), end };
  }
}

export const lengthOf32Bits: FaultyVariant = faultyVariant(Driver, {
  name: "length-of-32-bits",
  description:
    "The length of a region is computed in 32 bits, so the upper half of the length is lost for regions of 4 GiB or more.",
  killedBy: { requirement: "coverage/exact-range", outcome: "fail" },
});
