/** The class is copied when the bus is first walked. */

import type { Device } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override isRelaxable(device: Device): boolean {
    return !(device.kind === "pci" && device.absent === true) && super.isRelaxable(device);
  }
}

export const classOfHotAddedUnknown: FaultyVariant = faultyVariant(Driver, {
  name: "class-of-hot-added-unknown",
  description: "Classes are read once at start, so a hot-added USB controller is treated as any other device.",
  killedBy: { requirement: "relaxable/usb", outcome: "fail" },
});
