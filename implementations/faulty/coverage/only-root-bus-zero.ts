/** Server platforms have one root bus per stack of ports, and only one of them is bus 0. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override scopeNames(scope: UnitScope, where: FunctionPath): boolean {
    return where.rootBus === 0 && super.scopeNames(scope, where);
  }
}

export const onlyRootBusZero: FaultyVariant = faultyVariant(Driver, {
  name: "only-root-bus-zero",
  description: "Paths are followed from root bus 0 only, so scopes below other host bridges name nothing.",
  killedBy: { requirement: "coverage/endpoint", outcome: "fail" },
});
