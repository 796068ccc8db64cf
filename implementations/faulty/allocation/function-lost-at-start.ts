/** Whoever enters the functions at boot has nobody to report to, and so nobody hears of one that is missing. */

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
  description: "A function for which there is no memory while the driver starts is not covered, and nothing is said.",
  killedBy: { requirement: "allocation/failed-start", outcome: "fail" },
});
