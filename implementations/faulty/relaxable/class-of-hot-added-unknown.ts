/** The class is copied when the bus is walked at the start. */

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
  description: "Classes are read at the start, so that a USB controller that is plugged in later is like any device.",
  killedBy: { requirement: "relaxable/usb", outcome: "fail" },
});
