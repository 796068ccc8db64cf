/** A loop up to the greatest value of its counter does not end: the value after 0xff is 0. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override forwardsBus(bridge: PciFunction, bus: number): boolean {
    const { secondaryBus, subordinateBus } = bridge;
    if (secondaryBus === undefined || subordinateBus === undefined) return false;
    let found = false;
    for (let number = secondaryBus; number <= subordinateBus; number = (number + 1) & 0xff) {
      if (number === bus) found = true;
    }
    return found;
  }
}

export const busCounterOf8Bits: FaultyVariant = faultyVariant(Driver, {
  name: "bus-counter-of-8-bits",
  description: "The buses below a bridge are counted up in a byte, which never gets past a subordinate bus of 0xff.",
  killedBy: { requirement: "coverage/nothing-else", outcome: "hang" },
});
