/** Half of a range check: what stands to the right in the hierarchy is taken along. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override forwardsBus(bridge: PciFunction, bus: number): boolean {
    return bridge.secondaryBus !== undefined && bridge.secondaryBus <= bus;
  }
}

export const subordinateBusNotCompared: FaultyVariant = faultyVariant(Driver, {
  name: "subordinate-bus-not-compared",
  description: "Every bus number from the secondary bus of a bridge on counts as below it.",
  killedBy: { requirement: "coverage/nothing-else", outcome: "fail" },
});
