/** Real tables have up to eight scopes in one RMRR. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override parseScopes(table: DataView, start: number, end: number): UnitScope[] {
    return super.parseScopes(table, start, end).slice(0, 2);
  }
}

export const atMostTwoScopes: FaultyVariant = faultyVariant(Driver, {
  name: "at-most-two-scopes",
  description: "The scopes of an RMRR are kept in an array of two, and any further scopes are dropped.",
  killedBy: { requirement: "coverage/all-rmrrs", outcome: "fail" },
});
