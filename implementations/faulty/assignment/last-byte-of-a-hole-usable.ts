/** Ranges are inclusive at both ends, and this one was taken to be half open. */

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
  description: "The addresses behind a region start at its last byte.",
  killedBy: { requirement: "assignment/usable-iova", outcome: "fail" },
});
