/** The subordinate bus is the last one below a bridge, inclusive; the deepest device is lost. */

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
  description: "The subordinate bus of a bridge is taken for the first bus that is no longer below it.",
  killedBy: { requirement: "coverage/every-descendant", outcome: "fail" },
});
