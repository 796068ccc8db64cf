/** A path that continues names another function, and so does one that ends earlier. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override pathMatches(scope: UnitScope, where: FunctionPath): boolean {
    const length = Math.min(scope.path.length, where.path.length);
    const prefix = { ...scope, path: scope.path.slice(0, length) };
    return super.pathMatches(prefix, { ...where, path: where.path.slice(0, length) });
  }
}

export const shorterPathDecides: FaultyVariant = faultyVariant(Driver, {
  name: "shorter-path-decides",
  description: "Two paths are compared up to the length of the shorter one, so a prefix counts as a match.",
  killedBy: { requirement: "coverage/nothing-else", outcome: "fail" },
});
