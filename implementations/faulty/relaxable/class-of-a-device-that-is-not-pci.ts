/** What stands at the offset of a class in something that is no PCI device is chance. */

import type { Device, PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override isRelaxable(device: Device): boolean {
    return this.classIsRelaxable((device as PciFunction).classCode);
  }
}

export const classOfADeviceThatIsNotPci: FaultyVariant = faultyVariant(Driver, {
  name: "class-of-a-device-that-is-not-pci",
  description:
    "The class of a device is read without asking whether it is PCI, as an early version of the series of 2019 did.",
  killedBy: { requirement: "relaxable/not-pci", outcome: "fail" },
  mendedBy: "the series of 2019, between its versions 3 and 4",
});
