/** Bookkeeping by device where the contract is by list: right as long as nobody else has a list of the device. */

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
  description: "Put frees what the device ever handed out and not what stands in the list that is given back.",
  killedBy: { requirement: "ownership/put-frees-own", outcome: "fail" },
});
