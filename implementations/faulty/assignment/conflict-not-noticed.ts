/** A container may hold mappings from before; the new device's regions may lie in them. */

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
  description: "Mappings that exist already are not compared with the regions of the group that is attached.",
  killedBy: { requirement: "assignment/conflict", outcome: "fail" },
});
