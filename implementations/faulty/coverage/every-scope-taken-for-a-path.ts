/** The path of an I/O APIC or HPET may also be the path of an unrelated PCI function. */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../../model/dmar/table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override namesFunctions(_type: number): boolean {
    return true;
  }

  protected override parseScope(table: DataView, offset: number, length: number): UnitScope {
    const scope = super.parseScope(table, offset, length);
    return scope.type === SCOPE_SUB_HIERARCHY ? scope : { ...scope, type: SCOPE_ENDPOINT };
  }
}

export const everyScopeTakenForAPath: FaultyVariant = faultyVariant(Driver, {
  name: "every-scope-taken-for-a-path",
  description:
    "Every scope other than a sub-hierarchy is treated as an endpoint scope, so I/O APIC, HPET and unknown scopes cover PCI functions.",
  killedBy: { requirement: "coverage/skips-foreign", outcome: "fail" },
});
