/** Firmware that breaks the rule uses one hop; a longer path from such a bus means nothing. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override startBusMatches(scope: UnitScope, fn: PciFunction): boolean {
    const way = this.pathFromRoot(fn)?.slice(-scope.path.length) ?? [];
    if (way.length !== scope.path.length || way[0]?.bus !== scope.startBus) return false;
    return scope.path.every((hop, depth) => this.hopNames(hop, way[depth]));
  }
}

export const startBusFallbackForLongerPaths: FaultyVariant = faultyVariant(Driver, {
  name: "start-bus-fallback-for-longer-paths",
  description:
    "A path of several hops whose start bus is not a root bus is followed from the bus that currently has that number.",
  killedBy: { requirement: "coverage/start-bus-fallback", outcome: "fail" },
});
