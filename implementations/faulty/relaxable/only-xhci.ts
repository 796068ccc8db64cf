/** The RMRRs for USB legacy support date from UHCI and EHCI. */

import { BASE_CLASS_DISPLAY, baseClass } from "../../../model/class-code.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override classIsRelaxable(classCode: number): boolean {
    return classCode === 0x0c0330 || baseClass(classCode) === BASE_CLASS_DISPLAY;
  }
}

export const onlyXhci: FaultyVariant = faultyVariant(Driver, {
  name: "only-xhci",
  description: "Among USB controllers, only those with the xHCI programming interface are relaxable.",
  killedBy: { requirement: "relaxable/usb", outcome: "fail" },
});
