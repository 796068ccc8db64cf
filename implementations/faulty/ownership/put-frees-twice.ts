/** A region with its own free callback is also freed by the core. */

import type { Device } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override putReservedRegions(_device: Device, list: RegionList): void {
    for (const region of list) if (region.type !== "msi") this.memory.free(region);
    this.freeRegions(list);
  }
}

export const putFreesTwice: FaultyVariant = faultyVariant(Driver, {
  name: "put-frees-twice",
  description: "Put frees a region through its own free callback and then again through the general one.",
  killedBy: { requirement: "ownership/put-frees-own", outcome: "fail" },
});
