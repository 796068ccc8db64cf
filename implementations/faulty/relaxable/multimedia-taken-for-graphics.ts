/** Base class 04 is next to 03, and both have "video" in their descriptions. */

import { BASE_CLASS_DISPLAY, baseClass } from "../../../model/class-code.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override classIsRelaxable(classCode: number): boolean {
    return baseClass(classCode) === BASE_CLASS_DISPLAY + 1 || super.classIsRelaxable(classCode);
  }
}

export const multimediaTakenForGraphics: FaultyVariant = faultyVariant(Driver, {
  name: "multimedia-taken-for-graphics",
  description: "Multimedia controllers count as graphics.",
  killedBy: { requirement: "relaxable/nobody-else", outcome: "fail" },
});
