/** The second column of the ABI is the last address, inclusive. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override formatRegion({ start, end, type, protection }: RegionObject): string {
    return super.formatRegion({ start, end: BigInt.asUintN(64, end + 1n), type, protection });
  }
}

export const textEndExclusive: FaultyVariant = faultyVariant(Driver, {
  name: "text-end-exclusive",
  description: "The text shows the first address after a region instead of its last byte.",
  killedBy: { requirement: "group/sysfs-text", outcome: "fail" },
});
