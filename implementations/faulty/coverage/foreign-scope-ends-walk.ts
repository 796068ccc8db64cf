/** What a walk does not know it steps over, by the Length that every entry has for this. */

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
  description: "The walk over the scopes of an RMRR ends at the first that names no PCI function by path.",
  killedBy: { requirement: "coverage/skips-foreign", outcome: "fail" },
});
