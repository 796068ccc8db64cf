/** Whether virtual functions inherit is open; if they do, it does not matter where their physical function is named. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override coveringFunction(unit: RmrrUnit, device: Device): PciFunction | undefined {
    const named = super.coveringFunction(unit, device);
    if (named !== undefined || device.kind !== "pci" || device.physicalFunction === undefined) return named;
    const physical = unit.slots.find((slot) => slot?.fn.label === device.physicalFunction)?.fn;
    const where = physical && this.functionPath(physical);
    const [first] = unit.scopes;
    return where !== undefined && first !== undefined && this.scopeNames(first, where) ? physical : undefined;
  }
}

export const firstScopeInheritedOnly: FaultyVariant = faultyVariant(Driver, {
  name: "first-scope-inherited-only",
  description: "A virtual function inherits only through the first scope of an RMRR.",
  killedBy: { requirement: "metamorphic/reversed-scopes", outcome: "fail" },
  either: ["vfInherit", "overlap"],
});
