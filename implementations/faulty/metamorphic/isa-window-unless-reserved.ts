/** A window that contains an RMRR looks reserved already, even if the RMRR is for another device. */

import type { Device } from "../../../model/platform.ts";
import { ISA_WINDOW } from "../../../model/region.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendWindows(device: Device, list: RegionList): Report {
    const hasWindow = device.kind !== "pci" || !this.#isReserved();
    return super.appendWindows(hasWindow ? device : { ...device, classCode: 0 }, list);
  }

  #isReserved(): boolean {
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) if (unit.base <= ISA_WINDOW.end) return true;
    return false;
  }
}

export const isaWindowUnlessReserved: FaultyVariant = faultyVariant(Driver, {
  name: "isa-window-unless-reserved",
  description: "No ISA bridge gets the first 16 MiB if an RMRR covers any address in it.",
  killedBy: { requirement: "metamorphic/shifted-regions", outcome: "fail" },
});
