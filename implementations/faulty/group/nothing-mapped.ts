/** No region has both types, so every region fails one half of the check. */

import type { RegionType } from "../../../model/region.ts";
import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

const MAPPED_TYPES: readonly RegionType[] = ["direct", "direct-relaxable"];

class Driver extends ReferenceDriver {
  protected override needsDirectMapping(region: RegionObject): boolean {
    return MAPPED_TYPES.every((type) => region.type === type);
  }
}

export const nothingMapped: FaultyVariant = faultyVariant(Driver, {
  name: "nothing-mapped",
  description:
    "The check for mappable types skips a region unless it is of both types, because of || where && was meant, so nothing is ever mapped.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
});
