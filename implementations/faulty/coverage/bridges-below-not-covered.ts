/** Those bridges have requester ids of their own, and a conventional bridge forwards DMA under its own id. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override slotCovers(named: PciFunction, device: Device): boolean {
    if (named.label === device.label) return true;
    return device.kind === "pci" && device.headerType === 0 && this.isDownstream(device, named);
  }
}

export const bridgesBelowNotCovered: FaultyVariant = faultyVariant(Driver, {
  name: "bridges-below-not-covered",
  description: "A sub-hierarchy scope covers the endpoints below its bridge, but not the bridges in between.",
  killedBy: { requirement: "coverage/every-descendant", outcome: "fail" },
});
