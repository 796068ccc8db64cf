/** The type check was right for one driver's lists and leaks in every other. */

import type { Device } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override putReservedRegions(_device: Device, list: RegionList): void {
    for (const region of list) if (region.type === "reserved") this.memory.free(region);
    list.unlinkAll();
  }
}

export const putFreesOnlyReserved: FaultyVariant = faultyVariant(Driver, {
  name: "put-frees-only-reserved",
  description:
    "Put frees only regions of type reserved, so the interrupt window of every list leaks, as in Linux 4.12 to 4.20.",
  killedBy: { requirement: "ownership/put-frees-own", outcome: "fail" },
  mendedBy: "Linux 5.0 for the interrupt window, 5.3 for the rest",
});
