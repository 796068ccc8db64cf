/** Firmware lists functions that a strap or a setup option hides; functions listed after them may well be present. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit, UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override coveringFunction(unit: RmrrUnit, device: Device): PciFunction | undefined {
    for (const scope of unit.scopes) {
      const slot = unit.slots.find((candidate) => candidate !== undefined && this.#names(scope, candidate.fn));
      if (slot === undefined) return undefined;
      if (this.slotCovers(slot.fn, device)) return slot.fn;
    }
    return undefined;
  }

  #names(scope: UnitScope, fn: PciFunction): boolean {
    const where = this.functionPath(fn);
    return where !== undefined && this.scopeNames(scope, where);
  }
}

export const absentScopeEndsWalk: FaultyVariant = faultyVariant(Driver, {
  name: "absent-scope-ends-walk",
  description:
    "The scopes of an RMRR are resolved in order, and resolution stops at the first scope that names no present function.",
  killedBy: { requirement: "coverage/absent-function", outcome: "fail" },
});
