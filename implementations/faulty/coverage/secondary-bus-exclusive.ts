/** The secondary bus is the first one below a bridge, inclusive; its children are lost. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override forwardsBus(bridge: PciFunction, bus: number): boolean {
    return super.forwardsBus(bridge, bus) && bus !== bridge.secondaryBus;
  }
}

export const secondaryBusExclusive: FaultyVariant = faultyVariant(Driver, {
  name: "secondary-bus-exclusive",
  description: "The secondary bus of a bridge is taken for the bridge's own, and what is on it is not covered.",
  killedBy: { requirement: "coverage/every-descendant", outcome: "fail" },
});
