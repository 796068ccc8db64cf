/** With two ISA bridges, a driver may not know which of them has the floppy controller. */

import { CLASS_ISA_BRIDGE, classWithoutInterface } from "../../../model/class-code.ts";
import type { Device } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendWindows(device: Device, list: RegionList): Report {
    const hasWindow = device.kind !== "pci" || this.#isaBridges(device.segment) < 2;
    return super.appendWindows(hasWindow ? device : { ...device, classCode: 0 }, list);
  }

  #isaBridges(segment: number): number {
    return this.platform.functions.filter(
      (fn) => fn.segment === segment && classWithoutInterface(fn.classCode) === CLASS_ISA_BRIDGE,
    ).length;
  }
}

export const isaWindowIfThereIsOneIsaBridge: FaultyVariant = faultyVariant(Driver, {
  name: "isa-window-if-there-is-one-isa-bridge",
  description: "No ISA bridge gets the first 16 MiB if its segment has another ISA bridge.",
  killedBy: { requirement: "metamorphic/added-subtree", outcome: "fail" },
});
