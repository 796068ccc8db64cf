/** What is linked before it is complete has to be unlinked where it does not become so. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit, UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override addUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): Report {
    const allocation = this.memory.allocateOther({ maySleep: true });
    if (allocation === undefined) return "no-memory";
    const slots = scopes.map(() => undefined);
    const unit: RmrrUnit = { segment, base, limit, scopes, slots, allocation, slotMemory: undefined, next: undefined };
    this.linkUnit(unit);
    if (this.allocateSlots(unit) === "ok") return "ok";
    this.freeUnit(unit);
    return "no-memory";
  }
}

export const unitListedBeforeItsSlots: FaultyVariant = faultyVariant(Driver, {
  name: "unit-listed-before-its-slots",
  description:
    "An RMRR goes onto the list before there is memory for its scopes, and is freed and left there if there is none.",
  killedBy: { requirement: "allocation/failed-start", rule: "freed-again", outcome: "fail" },
});
