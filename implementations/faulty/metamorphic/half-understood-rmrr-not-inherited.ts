/** Whether virtual functions inherit is open; if they do, it does not matter who else is named. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit, UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  readonly #halfUnderstood = new WeakSet<readonly UnitScope[]>();

  protected override parseScopes(table: DataView, start: number, end: number): UnitScope[] {
    const scopes = super.parseScopes(table, start, end);
    let length = 0;
    for (const { path } of scopes) length += 6 + 2 * path.length;
    if (length < end - start) this.#halfUnderstood.add(scopes);
    return scopes;
  }

  protected override coveringFunction(unit: RmrrUnit, device: Device): PciFunction | undefined {
    const named = super.coveringFunction(unit, device);
    if (named !== undefined || device.kind !== "pci" || device.physicalFunction === undefined) return named;
    if (this.#halfUnderstood.has(unit.scopes)) return undefined;
    return unit.slots.find((slot) => slot?.fn.label === device.physicalFunction)?.fn;
  }
}

export const halfUnderstoodRmrrNotInherited: FaultyVariant = faultyVariant(Driver, {
  name: "half-understood-rmrr-not-inherited",
  description:
    "A virtual function inherits nothing from an RMRR that also has a scope of a type other than endpoint or sub-hierarchy.",
  killedBy: { requirement: "metamorphic/added-scopes", outcome: "fail" },
  either: ["vfInherit"],
});
