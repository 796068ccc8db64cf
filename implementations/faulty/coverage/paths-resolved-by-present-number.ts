/** This works until a hot-add renumbers buses, which a path survives and a bus number does not. */

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
    "The start bus and last hop of a scope are compared with the function's current bus number, however many hops the path has.",
  killedBy: { requirement: "coverage/path-not-number", outcome: "fail" },
});
