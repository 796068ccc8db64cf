/** Every host bridge of a segment may have functions at the same device numbers; the start bus says whose are meant. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override pathMatches(scope: UnitScope, where: FunctionPath): boolean {
    return super.pathMatches({ ...scope, startBus: where.rootBus }, where);
  }
}

export const startBusIgnored: FaultyVariant = faultyVariant(Driver, {
  name: "start-bus-ignored",
  description: "A path is followed from every root bus of the segment instead of only the one the scope names.",
  killedBy: { requirement: "coverage/nothing-else", outcome: "fail" },
});
