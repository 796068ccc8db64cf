/** Either the type or the path of such a scope is wrong, and software cannot tell which. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override headerSuits(_scope: UnitScope, _fn: PciFunction): boolean {
    return true;
  }
}

export const headerMismatchCovered: FaultyVariant = faultyVariant(Driver, {
  name: "header-mismatch-covered",
  description: "Whether a scope's type matches the header type of the function it names is not checked.",
  killedBy: { requirement: "coverage/header-mismatch", outcome: "fail" },
});
