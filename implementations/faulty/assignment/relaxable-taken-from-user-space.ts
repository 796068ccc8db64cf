/** A guest with a graphics device then has a hole in its memory for no reason. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override keepsAddresses(_region: RegionObject): boolean {
    return true;
  }
}

export const relaxableTakenFromUserSpace: FaultyVariant = faultyVariant(Driver, {
  name: "relaxable-taken-from-user-space",
  description: "Relaxable regions are excluded from the addresses that user space may map.",
  killedBy: { requirement: "assignment/usable-iova", outcome: "fail" },
});
