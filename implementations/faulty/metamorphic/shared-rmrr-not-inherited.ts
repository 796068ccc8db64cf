/** Whether virtual functions inherit is open; if they do, it does not matter who shares the RMRR. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override coveringFunction(unit: RmrrUnit, device: Device): PciFunction | undefined {
    const named = super.coveringFunction(unit, device);
    if (named !== undefined || device.kind !== "pci" || device.physicalFunction === undefined) return named;
    if (unit.scopes.length > 1) return undefined;
    return unit.slots.find((slot) => slot?.fn.label === device.physicalFunction)?.fn;
  }
}

export const sharedRmrrNotInherited: FaultyVariant = faultyVariant(Driver, {
  name: "shared-rmrr-not-inherited",
  description:
    "A virtual function inherits only those RMRRs that have no scope besides the one of its physical function.",
  killedBy: { requirement: "metamorphic/split-rmrrs", outcome: "fail" },
  either: ["vfInherit"],
});
