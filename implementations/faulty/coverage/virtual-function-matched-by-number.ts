/** The operating system enumerates virtual functions after the firmware has written its table. */

import type { PciFunction } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override canBeNamed(fn: PciFunction): boolean {
    const { physicalFunction: _, ...plain } = fn;
    return super.canBeNamed(plain);
  }
}

export const virtualFunctionMatchedByNumber: FaultyVariant = faultyVariant(Driver, {
  name: "virtual-function-matched-by-number",
  description: "A virtual function is matched by its own bus, device and function number, as if a scope could name it.",
  killedBy: { requirement: "coverage/virtual-functions", outcome: "fail" },
});
