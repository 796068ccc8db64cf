/** Guests place memory directly next to the interrupt window. */

import { type AddressRange, MAXIMUM_ADDRESS } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override usableAddresses(
    list: RegionList,
    aperture: AddressRange,
    mappings: readonly AddressRange[],
  ): readonly AddressRange[] | "refused" {
    const wider = mappings.map(({ start, end }) => ({
      start: start === 0n ? start : start - 1n,
      end: end === MAXIMUM_ADDRESS ? end : end + 1n,
    }));
    return super.usableAddresses(list, aperture, wider);
  }
}

export const touchingMappingsConflict: FaultyVariant = faultyVariant(Driver, {
  name: "touching-mappings-conflict",
  description: "A mapping that merely touches a region is treated as overlapping it.",
  killedBy: { requirement: "assignment/conflict", outcome: "fail" },
});
