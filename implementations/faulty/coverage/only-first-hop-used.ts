/** Root ports and integrated devices have paths of one hop; anything behind a bridge has more. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override parseScope(table: DataView, offset: number, length: number): UnitScope {
    const scope = super.parseScope(table, offset, length);
    return { ...scope, path: scope.path.slice(0, 1) };
  }
}

export const onlyFirstHopUsed: FaultyVariant = faultyVariant(Driver, {
  name: "only-first-hop-used",
  description: "The path of a scope is assumed to have one hop, as it has in nearly every real firmware table.",
  killedBy: { requirement: "coverage/endpoint", outcome: "fail" },
});
