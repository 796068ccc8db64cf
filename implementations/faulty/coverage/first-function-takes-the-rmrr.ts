/** Which device gets the region depends on the order of enumeration. */

import type { PciFunction } from "../../../model/platform.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override fillSlot(unit: RmrrUnit, fn: PciFunction): Report {
    return unit.slots[0] === undefined ? super.fillSlot(unit, fn) : "ok";
  }
}

export const firstFunctionTakesTheRmrr: FaultyVariant = faultyVariant(Driver, {
  name: "first-function-takes-the-rmrr",
  description: "An RMRR has room for only one function: the first that one of its scopes names.",
  killedBy: { requirement: "coverage/all-rmrrs", outcome: "fail" },
});
