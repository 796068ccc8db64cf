/** The last region is the interrupt window, which every device has, so every get and put leaks. */

import type { Device } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override putReservedRegions(_device: Device, list: RegionList): void {
    for (let entry = list.first; entry?.next !== undefined; entry = entry.next) this.memory.free(entry.region);
    list.unlinkAll();
  }
}

export const putForgetsTheLast: FaultyVariant = faultyVariant(Driver, {
  name: "put-forgets-the-last",
  description: "Put stops at the last entry instead of after it, so the last region of every list leaks.",
  killedBy: { requirement: "ownership/put-frees-own", outcome: "fail" },
});
