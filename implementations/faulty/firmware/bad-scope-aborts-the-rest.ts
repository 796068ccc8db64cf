/** An error that concerns one scope is returned from a loop over all RMRRs. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override fillSlots(where: FunctionPath): Report {
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      if (!this.sameSegment(unit, where)) continue;
      const scope = unit.scopes.find((candidate) => this.scopeNames(candidate, where));
      if (scope === undefined) continue;
      if (!this.headerSuits(scope, where.fn)) return "ok";
      const report = this.fillSlot(unit, where.fn);
      if (report !== "ok") return report;
    }
    return "ok";
  }
}

export const badScopeAbortsTheRest: FaultyVariant = faultyVariant(Driver, {
  name: "bad-scope-aborts-the-rest",
  description:
    "A scope whose type does not match the header of the function it names keeps that function out of all later RMRRs, as in Linux to this day.",
  killedBy: { requirement: "firmware/good-survives-bad", outcome: "fail" },
});
