/** The devices for whose sake the firmware named the bridge lose their memory. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override slotCovers(named: PciFunction, device: Device): boolean {
    return named.label === device.label;
  }
}

export const bridgeCoversOnlyItself: FaultyVariant = faultyVariant(Driver, {
  name: "bridge-covers-only-itself",
  description: "A sub-hierarchy scope covers only the bridge it names and nothing below it, as in Linux before 5.3.",
  killedBy: { requirement: "coverage/every-descendant", outcome: "fail" },
  mendedBy: "Linux 5.3, the series of 2019, 5/8 and 6/8",
});
