/** Nine of 682 scopes of real tables rely on it. */

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
    "A scope of one hop from a bus that is no root bus names nothing, by the letter of the specification and against Linux.",
  killedBy: { requirement: "coverage/start-bus-fallback", outcome: "fail" },
});
