/** Nothing breaks at once: memory is lost a little at a time, by every look at a device with an RMRR. */

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
  description: "Put frees the interrupt window only and leaks what stems from RMRRs, as in Linux 5.0 to 5.2.",
  killedBy: { requirement: "ownership/put-frees-own", outcome: "fail" },
  mendedBy: "Linux 5.3, the series of 2019, 3/8",
});
