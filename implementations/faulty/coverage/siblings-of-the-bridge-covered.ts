/** The bus a bridge is on is not the bus it leads to. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override slotCovers(named: PciFunction, device: Device): boolean {
    if (super.slotCovers(named, device)) return true;
    return (
      named.headerType !== 0 && device.kind === "pci" && device.parent === named.parent && this.#sameBus(named, device)
    );
  }

  #sameBus(named: PciFunction, device: PciFunction): boolean {
    return named.segment === device.segment && named.bus === device.bus;
  }
}

export const siblingsOfTheBridgeCovered: FaultyVariant = faultyVariant(Driver, {
  name: "siblings-of-the-bridge-covered",
  description: "A sub-hierarchy scope covers everything on the same bus as the bridge it names.",
  killedBy: { requirement: "coverage/nothing-else", outcome: "fail" },
});
