/** The last address of an aperture is inclusive (struct iommu_domain_geometry). */

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
    return super.usableAddresses(list, { start: aperture.start, end: aperture.end - 1n }, mappings);
  }
}

export const apertureEndExclusive: FaultyVariant = faultyVariant(Driver, {
  name: "aperture-end-exclusive",
  description: "The last address of the aperture is not offered to user space.",
  killedBy: { requirement: "assignment/usable-iova", outcome: "fail" },
});
