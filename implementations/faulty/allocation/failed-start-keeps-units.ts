/** The way out of a start is taken once in the life of a machine, and mostly never. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override giveUp(): void {
    this.freeSlots();
  }
}

export const failedStartKeepsUnits: FaultyVariant = faultyVariant(Driver, {
  name: "failed-start-keeps-units",
  description: "A start that runs out of memory drops its references and keeps the RMRRs that it had parsed by then.",
  killedBy: { requirement: "allocation/failed-start", rule: "left-after-failed-start", outcome: "fail" },
});
