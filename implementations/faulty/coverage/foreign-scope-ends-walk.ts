/** Every scope has a Length precisely so that a walk can skip types it does not know. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override scopeIsReadable(offset: number, length: number, structureEnd: number): boolean {
    const type = this.platform.dmar[offset] ?? 0;
    return this.namesFunctions(type) && super.scopeIsReadable(offset, length, structureEnd);
  }
}

export const foreignScopeEndsWalk: FaultyVariant = faultyVariant(Driver, {
  name: "foreign-scope-ends-walk",
  description: "The walk over the scopes of an RMRR ends at the first scope that does not name a PCI function by path.",
  killedBy: { requirement: "coverage/skips-foreign", outcome: "fail" },
});
