/** The error path of a start runs at most once per boot, and usually never. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override giveUp(): void {
    this.freeSlots();
  }
}

export const failedStartKeepsUnits: FaultyVariant = faultyVariant(Driver, {
  name: "failed-start-keeps-units",
  description: "A start that runs out of memory drops its references to functions but leaks the RMRRs parsed so far.",
  killedBy: { requirement: "allocation/failed-start", rule: "left-after-failed-start", outcome: "fail" },
});
