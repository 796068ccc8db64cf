/** A loop that returns in its first round. */

import type { AddressRange } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override usableAddresses(
    list: RegionList,
    aperture: AddressRange,
    mappings: readonly AddressRange[],
  ): readonly AddressRange[] | "refused" {
    return super.usableAddresses(list, aperture, mappings.slice(0, 1));
  }
}

export const onlyTheFirstMappingCompared: FaultyVariant = faultyVariant(Driver, {
  name: "only-the-first-mapping-compared",
  description: "Of several mappings that exist, only the first is compared with the regions of the group.",
  killedBy: { requirement: "assignment/conflict", outcome: "fail" },
});
