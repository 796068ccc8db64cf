/** The first allocation is leaked when the second one fails. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override addUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): Report {
    const unit = this.makeUnit(segment, base, limit, scopes);
    if (unit === undefined) return "no-memory";
    if (this.allocateSlots(unit) !== "ok") return "no-memory";
    this.linkUnit(unit);
    return "ok";
  }
}

export const unitLostWithoutSlots: FaultyVariant = faultyVariant(Driver, {
  name: "unit-lost-without-slots",
  description: "An RMRR for whose scopes there is no memory is leaked, as if dmar_parse_one_rmrr had no error path.",
  killedBy: { requirement: "allocation/failed-start", rule: "left-after-failed-start", outcome: "fail" },
});
