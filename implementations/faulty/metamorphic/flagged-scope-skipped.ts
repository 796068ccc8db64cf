/** Bytes 2 and 3 of a scope are flags in a SATC and reserved in an RMRR. */

import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

/** A type that no scope has. */
const NOBODY = -1;

class Driver extends ReferenceDriver {
  protected override parseScope(table: DataView, offset: number, length: number): UnitScope {
    const scope = super.parseScope(table, offset, length);
    return table.getUint16(offset + 2, true) === 0 ? scope : { ...scope, type: NOBODY, path: [] };
  }
}

export const flaggedScopeSkipped: FaultyVariant = faultyVariant(Driver, {
  name: "flagged-scope-skipped",
  description: "A scope with any flag bit set is skipped as not understood.",
  killedBy: { requirement: "metamorphic/filled-reserved", outcome: "fail" },
});
