/** The USB controllers of older chipsets share one RMRR, with one scope each. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override parseScopes(table: DataView, start: number, end: number): UnitScope[] {
    return super.parseScopes(table, start, end).slice(0, 1);
  }
}

export const firstScopeWins: FaultyVariant = faultyVariant(Driver, {
  name: "first-scope-wins",
  description: "Only the first device scope of an RMRR is read, as if an RMRR belonged to one device.",
  killedBy: { requirement: "coverage/all-rmrrs", outcome: "fail" },
});
