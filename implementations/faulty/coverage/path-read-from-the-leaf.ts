/** A path of one hop reads the same in both directions, so real tables hardly ever expose this. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override pathMatches(scope: UnitScope, where: FunctionPath): boolean {
    return super.pathMatches(scope, { ...where, path: where.path.toReversed() });
  }
}

export const pathReadFromTheLeaf: FaultyVariant = faultyVariant(Driver, {
  name: "path-read-from-the-leaf",
  description: "The path of a function is collected from the function upwards and compared without being reversed.",
  killedBy: { requirement: "coverage/endpoint", outcome: "fail" },
});
