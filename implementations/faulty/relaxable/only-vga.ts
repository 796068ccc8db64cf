/** Display controllers without VGA compatibility are graphics too. */

import { CLASS_USB, classWithoutInterface } from "../../../model/class-code.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override classIsRelaxable(classCode: number): boolean {
    return classWithoutInterface(classCode) === 0x0300 || classWithoutInterface(classCode) === CLASS_USB;
  }
}

export const onlyVga: FaultyVariant = faultyVariant(Driver, {
  name: "only-vga",
  description: "Among graphics controllers, only VGA-compatible ones are relaxable.",
  killedBy: { requirement: "relaxable/graphics", outcome: "fail" },
});
