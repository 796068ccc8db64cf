/** Linux before 5.3 looked for an ISA bridge with pci_get_class() and took the first one it found. */

import { CLASS_ISA_BRIDGE, classWithoutInterface } from "../../../model/class-code.ts";
import type { Device, PciFunction } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override appendWindows(device: Device, list: RegionList): Report {
    const hasWindow = device.kind !== "pci" || device.label === this.#first;
    return super.appendWindows(hasWindow ? device : { ...device, classCode: 0 }, list);
  }

  get #first(): string | undefined {
    const isIsaBridge = ({ classCode }: PciFunction): boolean => classWithoutInterface(classCode) === CLASS_ISA_BRIDGE;
    return this.platform.functions.find(isIsaBridge)?.label;
  }
}

export const isaWindowForTheFirstIsaBridge: FaultyVariant = faultyVariant(Driver, {
  name: "isa-window-for-the-first-isa-bridge",
  description: "Only the first ISA bridge found gets the first 16 MiB.",
  killedBy: { requirement: "metamorphic/reversed-functions", outcome: "fail" },
});
