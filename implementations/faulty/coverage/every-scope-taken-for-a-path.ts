/** The path of an I/O APIC or an HPET may well be that of a PCI function that has nothing to do with it. */

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
    "Every scope that is not a sub-hierarchy counts as an endpoint, and I/O APICs, HPETs and what is unknown cover PCI functions.",
  killedBy: { requirement: "coverage/skips-foreign", outcome: "fail" },
});
