/** An object that is linked before it is complete must be unlinked if it cannot be completed. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override addUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): Report {
    const unit = this.makeUnit(segment, base, limit, scopes);
    if (unit === undefined) return "no-memory";
    this.linkUnit(unit);
    if (this.allocateSlots(unit) === "ok") return "ok";
    this.freeUnit(unit);
    return "no-memory";
  }
}

export const unitListedBeforeItsSlots: FaultyVariant = faultyVariant(Driver, {
  name: "unit-listed-before-its-slots",
  description:
    "An RMRR is linked into the list before its scopes are allocated; if that fails, it is freed but stays in the list.",
  killedBy: { requirement: "allocation/failed-start", rule: "freed-again", outcome: "fail" },
});
