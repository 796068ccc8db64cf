/** The subordinate bus is the last bus below a bridge, inclusive, so the deepest device is lost. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override forwardsBus(bridge: PciFunction, bus: number): boolean {
    return super.forwardsBus(bridge, bus) && bus !== bridge.subordinateBus;
  }
}

export const subordinateBusExclusive: FaultyVariant = faultyVariant(Driver, {
  name: "subordinate-bus-exclusive",
  description: "The subordinate bus of a bridge is treated as the first bus no longer below it.",
  killedBy: { requirement: "coverage/every-descendant", outcome: "fail" },
});
