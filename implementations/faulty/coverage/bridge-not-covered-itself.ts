/**
 * The bus range of a bridge starts at its secondary bus, and the bridge itself is on its primary bus, outside that
 * range.
 */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override slotCovers(named: PciFunction, device: Device): boolean {
    return named.headerType === 0 ? named.label === device.label : this.isDownstream(device, named);
  }
}

export const bridgeNotCoveredItself: FaultyVariant = faultyVariant(Driver, {
  name: "bridge-not-covered-itself",
  description: "A sub-hierarchy scope covers everything below the bridge it names, but not the bridge itself.",
  killedBy: { requirement: "coverage/bridge-itself", outcome: "fail" },
});
