/** The path of a namespace device gives the source id of its DMA requests, not the location of a PCI function. */

import { SCOPE_ENDPOINT, SCOPE_NAMESPACE } from "../../../model/dmar/table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override namesFunctions(type: number): boolean {
    return type === SCOPE_NAMESPACE || super.namesFunctions(type);
  }

  protected override parseScope(table: DataView, offset: number, length: number): UnitScope {
    const scope = super.parseScope(table, offset, length);
    return scope.type === SCOPE_NAMESPACE ? { ...scope, type: SCOPE_ENDPOINT } : scope;
  }
}

export const namespaceScopeTakenForAPath: FaultyVariant = faultyVariant(Driver, {
  name: "namespace-scope-taken-for-a-path",
  description:
    "A namespace scope, whose path belongs to the device declared by an ANDD structure, is treated as an endpoint scope.",
  killedBy: { requirement: "coverage/skips-foreign", outcome: "fail" },
});
