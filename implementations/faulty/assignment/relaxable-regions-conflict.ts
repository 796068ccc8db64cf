/** The region is given up once the device is assigned. */

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
    for (const region of list) {
      if (mappings.some(({ start, end }) => start <= region.end && region.start <= end)) return "refused";
    }
    return super.usableAddresses(list, aperture, []);
  }
}

export const relaxableRegionsConflict: FaultyVariant = faultyVariant(Driver, {
  name: "relaxable-regions-conflict",
  description: "A mapping that overlaps a relaxable region makes the assignment fail.",
  killedBy: { requirement: "assignment/conflict", outcome: "fail" },
});
