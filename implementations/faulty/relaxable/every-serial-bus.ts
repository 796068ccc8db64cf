/** Nothing shows that FireWire and SMBus controllers stop using their memory. */

import { baseClass, CLASS_USB } from "../../../model/class-code.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override classIsRelaxable(classCode: number): boolean {
    return baseClass(classCode) === CLASS_USB >>> 8 || super.classIsRelaxable(classCode);
  }
}

export const everySerialBus: FaultyVariant = faultyVariant(Driver, {
  name: "every-serial-bus",
  description: "Every serial bus controller is relaxable, not just USB.",
  killedBy: { requirement: "relaxable/nobody-else", outcome: "fail" },
});
