/** Both clean up: the function that fails, and its caller. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override findFunctions(): Report {
    const report = super.findFunctions();
    if (report !== "ok") {
      for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) this.freeUnit(unit);
    }
    return report;
  }
}

export const failedStartFreesTwice: FaultyVariant = faultyVariant(Driver, {
  name: "failed-start-frees-twice",
  description:
    "If memory runs out while functions are matched to scopes, the RMRRs are freed there and again by the caller.",
  killedBy: { requirement: "allocation/failed-start", rule: "freed-again", outcome: "fail" },
});
