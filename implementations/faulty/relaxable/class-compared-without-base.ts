/** Sub-class 03 means something else in every base class. */

import { CLASS_USB, classWithoutInterface } from "../../../model/class-code.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override classIsRelaxable(classCode: number): boolean {
    return (classWithoutInterface(classCode) & 0xff) === (CLASS_USB & 0xff) || super.classIsRelaxable(classCode);
  }
}

export const classComparedWithoutBase: FaultyVariant = faultyVariant(Driver, {
  name: "class-compared-without-base",
  description: "Only the sub-class of a function is compared with that of USB, not its base class.",
  killedBy: { requirement: "relaxable/nobody-else", outcome: "fail" },
});
