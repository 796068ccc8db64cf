/** Non-transparent bridges may also have the class of a host bridge, and sub-hierarchy scopes name them. */

import { CLASS_BRIDGE_OTHER, classWithoutInterface } from "../../../model/class-code.ts";
import { SCOPE_ENDPOINT } from "../../../model/dmar/table.ts";
import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override headerSuits(scope: UnitScope, fn: PciFunction): boolean {
    if (scope.type === SCOPE_ENDPOINT || fn.headerType !== 0) return super.headerSuits(scope, fn);
    return classWithoutInterface(fn.classCode) === CLASS_BRIDGE_OTHER;
  }
}

export const onlyOtherBridgesSuit: FaultyVariant = faultyVariant(Driver, {
  name: "only-other-bridges-suit",
  description:
    "A sub-hierarchy scope may name a function with a type 0 header only if its class is 0680, as in Linux before 5.6.",
  killedBy: { requirement: "coverage/header-mismatch", outcome: "fail" },
  mendedBy: "Linux 5.6",
});
