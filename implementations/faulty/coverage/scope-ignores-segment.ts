/** The same path leads to a different function in every segment; the RMRR says which segment is meant. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import type { FunctionPath } from "../../reference/scope-matching.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override sameSegment(_unit: RmrrUnit, _where: FunctionPath): boolean {
    return true;
  }
}

export const scopeIgnoresSegment: FaultyVariant = faultyVariant(Driver, {
  name: "scope-ignores-segment",
  description: "The path of a scope is followed in every segment instead of only the one the RMRR names.",
  killedBy: { requirement: "coverage/same-segment", outcome: "fail" },
});
