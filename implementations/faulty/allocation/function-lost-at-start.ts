/** Functions found at boot are added by a call whose result nobody checks. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override findFunctions(): Report {
    for (const fn of this.platform.functions) if (fn.absent !== true) this.addFunction(fn);
    return "ok";
  }
}

export const functionLostAtStart: FaultyVariant = faultyVariant(Driver, {
  name: "function-lost-at-start",
  description: "A function for which memory runs out during start is silently not covered.",
  killedBy: { requirement: "allocation/failed-start", outcome: "fail" },
});
