/** Addresses beyond the width of the page table cannot be mapped. */

import { type AddressRange, MAXIMUM_ADDRESS } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override usableAddresses(
    list: RegionList,
    _aperture: AddressRange,
    mappings: readonly AddressRange[],
  ): readonly AddressRange[] | "refused" {
    return super.usableAddresses(list, { start: 0n, end: MAXIMUM_ADDRESS }, mappings);
  }
}

export const apertureIgnored: FaultyVariant = faultyVariant(Driver, {
  name: "aperture-ignored",
  description: "User space is offered every address outside the regions, even beyond the aperture.",
  killedBy: { requirement: "assignment/usable-iova", outcome: "fail" },
});
