/** A device that is not PCI has arbitrary data at the offset of a PCI class. */

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
    "The class of a device is read without checking that it is a PCI device, as in an early version of the 2019 series.",
  killedBy: { requirement: "relaxable/not-pci", outcome: "fail" },
  mendedBy: "the series of 2019, between its versions 3 and 4",
});
