/** Nine of 682 scopes in real tables depend on this fallback. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override startBusMatches(_scope: UnitScope, _fn: PciFunction): boolean {
    return false;
  }
}

export const startBusFallbackMissing: FaultyVariant = faultyVariant(Driver, {
  name: "start-bus-fallback-missing",
  description:
    "A one-hop scope whose start bus is not a root bus names nothing: correct by the letter of the specification, but not what Linux does.",
  killedBy: { requirement: "coverage/start-bus-fallback", outcome: "fail" },
});
