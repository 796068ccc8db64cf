/** There is a device 0, function 0 behind every port; only the rest of the path tells them apart. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override pathMatches(scope: UnitScope, where: FunctionPath): boolean {
    return scope.startBus === where.rootBus && this.hopNames(scope.path.at(-1), where.fn);
  }
}

export const onlyLastHopUsed: FaultyVariant = faultyVariant(Driver, {
  name: "only-last-hop-used",
  description: "Only the root bus and the last hop of a path are compared; the bridges in between are ignored.",
  killedBy: { requirement: "coverage/nothing-else", outcome: "fail" },
});
