/** The secondary bus is the first bus below a bridge, inclusive, so the bridge's children are lost. */

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
  description: "The secondary bus of a bridge is treated as the bridge's own, so functions on it are not covered.",
  killedBy: { requirement: "coverage/every-descendant", outcome: "fail" },
});
