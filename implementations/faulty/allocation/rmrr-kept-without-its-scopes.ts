/** The RMRR is kept although the array for its scopes could not be allocated. */

import type { PciFunction } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override allocateSlots(unit: RmrrUnit): Report {
    if (super.allocateSlots(unit) === "no-memory") unit.slots.length = 0;
    return "ok";
  }

  /** An RMRR without slots silently accepts no function. */
  protected override fillSlot(unit: RmrrUnit, fn: PciFunction): Report {
    return unit.slots.length === 0 ? "ok" : super.fillSlot(unit, fn);
  }
}

export const rmrrKeptWithoutItsScopes: FaultyVariant = faultyVariant(Driver, {
  name: "rmrr-kept-without-its-scopes",
  description: "An RMRR for whose scopes there is no memory is kept without them, and the start reports success.",
  killedBy: { requirement: "allocation/failed-start", outcome: "fail" },
});
