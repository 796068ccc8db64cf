/** Segments above 0xffff exist only in software, and no DMAR structure can name them. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override canBeNamed(fn: PciFunction): boolean {
    return super.canBeNamed({ ...fn, segment: fn.segment & 0xffff });
  }

  protected override sameSegment(unit: RmrrUnit, where: FunctionPath): boolean {
    return unit.segment === (where.segment & 0xffff);
  }
}

export const segmentCutTo16Bits: FaultyVariant = faultyVariant(Driver, {
  name: "segment-cut-to-16-bits",
  description:
    "The segment of a function is truncated to 16 bits before it is compared, so a VMD domain matches the RMRRs of segment 0, as in Linux before 5.6.",
  killedBy: { requirement: "coverage/same-segment", outcome: "fail" },
  mendedBy: "Linux 5.6, commit da72a379b2ec",
});
