/** A bus number is compared with a range that starts behind the bridge, and the bridge is on neither side of it. */

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
  description: "A sub-hierarchy scope covers what is below the bridge that it names, but not the bridge.",
  killedBy: { requirement: "coverage/bridge-itself", outcome: "fail" },
});
