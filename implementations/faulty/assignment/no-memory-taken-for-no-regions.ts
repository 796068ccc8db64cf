/** If the regions cannot be listed, nothing is excluded from what user space may map. */

import type { IommuGroup } from "../../../model/platform.ts";
import type { AddressRange } from "../../../model/region.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  #assigns = false;

  override attachGroup(
    group: IommuGroup,
    aperture: AddressRange,
    mappings: readonly AddressRange[],
  ): readonly AddressRange[] | "refused" | "no-memory" {
    this.#assigns = true;
    const usable = super.attachGroup(group, aperture, mappings);
    this.#assigns = false;
    return usable;
  }

  override getGroupReservedRegions(group: IommuGroup, list: RegionList): Report {
    const report = super.getGroupReservedRegions(group, list);
    return this.#assigns ? "ok" : report;
  }
}

export const noMemoryTakenForNoRegions: FaultyVariant = faultyVariant(Driver, {
  name: "no-memory-taken-for-no-regions",
  description: "A group whose regions could not be listed because an allocation failed is assigned as if it had none.",
  killedBy: { requirement: "assignment/usable-iova", outcome: "fail" },
});
