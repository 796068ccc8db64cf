/** This works on every machine without a switch and fails behind the first one. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override slotCovers(named: PciFunction, device: Device): boolean {
    return named.label === device.label || (device.kind === "pci" && device.parent === named.label);
  }
}

export const onlyChildrenCovered: FaultyVariant = faultyVariant(Driver, {
  name: "only-children-covered",
  description: "A sub-hierarchy scope covers the functions on the secondary bus of its bridge, but nothing deeper.",
  killedBy: { requirement: "coverage/every-descendant", outcome: "fail" },
});
