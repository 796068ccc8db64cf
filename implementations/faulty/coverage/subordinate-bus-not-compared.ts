/** Half of a range check is missing, so everything with a higher bus number is covered too. */

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
  description: "Every bus number from a bridge's secondary bus upwards counts as below it.",
  killedBy: { requirement: "coverage/nothing-else", outcome: "fail" },
});
