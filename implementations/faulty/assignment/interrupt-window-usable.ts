/** What a guest maps there is not reachable by its devices. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override keepsAddresses(region: RegionObject): boolean {
    return region.type === "direct";
  }
}

export const interruptWindowUsable: FaultyVariant = faultyVariant(Driver, {
  name: "interrupt-window-usable",
  description:
    "Only direct regions are taken out of the addresses that user space may map, and the interrupt window is not.",
  killedBy: { requirement: "assignment/usable-iova", outcome: "fail" },
});
