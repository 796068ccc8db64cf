/** Two ranges can overlap in four ways; this checks only one of them. */

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
    const within = mappings.filter((mapping) => {
      for (const region of list) if (region.start <= mapping.start && mapping.end <= region.end) return true;
      return false;
    });
    return super.usableAddresses(list, aperture, within);
  }
}

export const conflictOnlyIfContained: FaultyVariant = faultyVariant(Driver, {
  name: "conflict-only-if-contained",
  description: "A mapping conflicts with a region only if it lies entirely inside it.",
  killedBy: { requirement: "assignment/conflict", outcome: "fail" },
});
