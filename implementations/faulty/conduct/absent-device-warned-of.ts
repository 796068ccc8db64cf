/** What is not there yet may come, and may never: neither is anybody's mistake. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  override start(): this {
    super.start();
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      if (unit.slots.length > 0 && unit.slots.every((slot) => slot === undefined)) {
        this.memory.warn("no device of an RMRR is there");
      }
    }
    return this;
  }
}

export const absentDeviceWarnedOf: FaultyVariant = faultyVariant(Driver, {
  name: "absent-device-warned-of",
  description: "An RMRR whose devices are all absent fails an assertion, as if a slot could not stay empty.",
  killedBy: { requirement: "conduct/no-warning", outcome: "fail" },
});
