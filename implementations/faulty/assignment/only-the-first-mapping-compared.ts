/** The loop returns in its first iteration. */

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
  description: "Only the first of several existing mappings is checked against the regions of the group.",
  killedBy: { requirement: "assignment/conflict", outcome: "fail" },
});
