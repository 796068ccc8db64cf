/** Whether virtual functions inherit is open; if they do, they inherit every RMRR. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RmrrUnit } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override coveringFunction(unit: RmrrUnit, device: Device): PciFunction | undefined {
    return super.coveringFunction(unit, device) ?? this.#inheritedFrom(unit, device);
  }

  /** The physical function of a virtual one, unless an earlier unit has it. */
  #inheritedFrom(unit: RmrrUnit, device: Device): PciFunction | undefined {
    if (device.kind !== "pci" || device.physicalFunction === undefined) return undefined;
    for (let candidate = this.firstUnit; candidate !== undefined; candidate = candidate.next) {
      const slot = candidate.slots.find((each) => each?.fn.label === device.physicalFunction);
      if (slot !== undefined) return candidate === unit || isSameRange(candidate, unit) ? slot.fn : undefined;
    }
    return undefined;
  }
}

/** An RMRR that is reported twice looks the same to the functions it covers. */
function isSameRange(one: RmrrUnit, other: RmrrUnit): boolean {
  return one.base === other.base && one.limit === other.limit;
}

export const firstRmrrInheritedOnly: FaultyVariant = faultyVariant(Driver, {
  name: "first-rmrr-inherited-only",
  description: "A virtual function inherits only the first RMRR of its physical function.",
  killedBy: { requirement: "metamorphic/reversed-rmrrs", outcome: "fail" },
  either: ["vfInherit"],
});
