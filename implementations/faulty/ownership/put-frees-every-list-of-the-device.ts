/** Bookkeeping is per device where the contract is per list; it works until a device has two lists alive. */

import type { Device } from "../../../model/platform.ts";
import type { RegionObject, Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #handedOut = new Map<string, RegionObject[]>();

  override getReservedRegions(device: Device, list: RegionList): Report {
    const report = super.getReservedRegions(device, list);
    this.#handedOut.set(device.label, [...(this.#handedOut.get(device.label) ?? []), ...list]);
    return report;
  }

  override putReservedRegions(device: Device, list: RegionList): void {
    for (const region of this.#handedOut.get(device.label) ?? []) this.memory.free(region);
    this.#handedOut.delete(device.label);
    list.unlinkAll();
  }
}

export const putFreesEveryListOfTheDevice: FaultyVariant = faultyVariant(Driver, {
  name: "put-frees-every-list-of-the-device",
  description: "Put frees everything the device ever handed out instead of the regions of the list being put.",
  killedBy: { requirement: "ownership/put-frees-own", outcome: "fail" },
});
