/** A direct region on a root port locks the port, although no scope names it. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override slotCovers(named: PciFunction, device: Device): boolean {
    return super.slotCovers(named, device) || (named.headerType !== 0 && this.isDownstream(named, device));
  }
}

export const ancestorsCoveredToo: FaultyVariant = faultyVariant(Driver, {
  name: "ancestors-covered-too",
  description: "A sub-hierarchy scope also covers the bridges above the one it names.",
  killedBy: { requirement: "coverage/nothing-else", outcome: "fail" },
});
