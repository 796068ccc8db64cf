/** Devices cannot reach memory that a guest maps there. */

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
    "Only direct regions are excluded from the addresses that user space may map; the interrupt window is not.",
  killedBy: { requirement: "assignment/usable-iova", outcome: "fail" },
});
