/** Ranges are inclusive at both ends; this code treats them as half open. */

import type { AddressRange } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override exclude(usable: readonly AddressRange[], hole: AddressRange): AddressRange[] {
    return super.exclude(usable, { start: hole.start, end: hole.end - 1n });
  }
}

export const lastByteOfAHoleUsable: FaultyVariant = faultyVariant(Driver, {
  name: "last-byte-of-a-hole-usable",
  description: "The usable range after a region starts at the region's last byte.",
  killedBy: { requirement: "assignment/usable-iova", outcome: "fail" },
});
