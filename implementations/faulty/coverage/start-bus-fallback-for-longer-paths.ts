/** Firmware that breaks the rule gives one hop; a longer path from such a bus means nothing. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override startBusMatches(scope: UnitScope, fn: PciFunction): boolean {
    return fn.parent !== undefined && scope.startBus === fn.bus && this.hopNames(scope.path.at(-1), fn);
  }
}

export const startBusFallbackForLongerPaths: FaultyVariant = faultyVariant(Driver, {
  name: "start-bus-fallback-for-longer-paths",
  description:
    "A start bus that is no root bus is taken for the present bus number of the last hop, however many hops stand before it.",
  killedBy: { requirement: "coverage/start-bus-fallback", outcome: "fail" },
});
