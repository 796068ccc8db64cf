/** There are as many slots as scopes, and each can be used only once. */

import type { PciFunction } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #usedUp = new Map<RmrrUnit, number>();

  protected override clearSlots(unit: RmrrUnit, fn: PciFunction): void {
    if (this.holds(unit, fn)) this.#usedUp.set(unit, (this.#usedUp.get(unit) ?? 0) + 1);
    super.clearSlots(unit, fn);
  }

  protected override fillSlot(unit: RmrrUnit, fn: PciFunction): Report {
    const taken = unit.slots.filter((slot) => slot !== undefined).length + (this.#usedUp.get(unit) ?? 0);
    return taken < unit.slots.length ? super.fillSlot(unit, fn) : "ok";
  }
}

export const slotNotGivenBack: FaultyVariant = faultyVariant(Driver, {
  name: "slot-not-given-back",
  description: "A removal leaves the function's slot marked as used, so a function added again finds no free slot.",
  killedBy: { requirement: "lifecycle/again", outcome: "fail" },
});
