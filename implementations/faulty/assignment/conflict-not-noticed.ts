/** A container may already hold mappings, and the new device's regions may overlap them. */

import type { AddressRange } from "../../../model/region.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override usableAddresses(list: RegionList, aperture: AddressRange): readonly AddressRange[] | "refused" {
    return super.usableAddresses(list, aperture, []);
  }
}

export const conflictNotNoticed: FaultyVariant = faultyVariant(Driver, {
  name: "conflict-not-noticed",
  description: "Existing mappings are not checked against the regions of the group being attached.",
  killedBy: { requirement: "assignment/conflict", outcome: "fail" },
});
