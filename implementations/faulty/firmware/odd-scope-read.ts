/** Half a hop is not a hop, and a scope that contains one cannot be trusted at all. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override scopeIsReadable(offset: number, length: number, structureEnd: number): boolean {
    return super.scopeIsReadable(offset, length & ~1, structureEnd);
  }

  protected override parseScope(table: DataView, offset: number, length: number): UnitScope {
    return super.parseScope(table, offset, length & ~1);
  }
}

export const oddScopeRead: FaultyVariant = faultyVariant(Driver, {
  name: "odd-scope-read",
  description: "A scope of odd Length is read up to its last whole hop.",
  killedBy: { requirement: "firmware/no-invented-coverage", rule: "unreadable-scope", outcome: "fail" },
});
