/** Nothing breaks at once: every query of a device with an RMRR leaks a little memory. */

import type { Device } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override putReservedRegions(_device: Device, list: RegionList): void {
    for (const region of list) if (region.type === "msi") this.memory.free(region);
    list.unlinkAll();
  }
}

export const putFreesOnlyMsi: FaultyVariant = faultyVariant(Driver, {
  name: "put-frees-only-msi",
  description: "Put frees only the interrupt window and leaks the RMRR regions, as in Linux 5.0 to 5.2.",
  killedBy: { requirement: "ownership/put-frees-own", outcome: "fail" },
  mendedBy: "Linux 5.3, the series of 2019, 3/8",
});
