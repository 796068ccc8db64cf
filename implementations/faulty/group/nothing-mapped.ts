/** No region has two types, so each of them is not one of the two. */

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
    "The test for the types to map skips a region that is not of both types, with or where and was meant, so that none is left.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
});
