/** Works until something is plugged in and buses are numbered anew; the path would have survived that. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override scopeNames(scope: UnitScope, where: FunctionPath): boolean {
    return scope.startBus === where.fn.bus && this.hopNames(scope.path.at(-1), where.fn);
  }
}

export const pathsResolvedByPresentNumber: FaultyVariant = faultyVariant(Driver, {
  name: "paths-resolved-by-present-number",
  description:
    "The start bus of a scope is taken for the bus that the function is on now, however many hops its path has.",
  killedBy: { requirement: "coverage/path-not-number", outcome: "fail" },
});
