/** A device that is absent may appear later or never; neither is an error. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override start(): this | "no-memory" {
    const started = super.start();
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      if (unit.slots.length > 0 && unit.slots.every((slot) => slot === undefined)) {
        this.memory.warn("no device of an RMRR is there");
      }
    }
    return started;
  }
}

export const absentDeviceWarnedOf: FaultyVariant = faultyVariant(Driver, {
  name: "absent-device-warned-of",
  description: "An RMRR whose devices are all absent trips an assertion, as if every slot had to be filled.",
  killedBy: { requirement: "conduct/no-warning", outcome: "fail" },
});
