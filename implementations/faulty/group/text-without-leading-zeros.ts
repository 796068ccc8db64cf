/** The columns of the ABI have sixteen digits, and parsers cut by position. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override formatRegion(region: RegionObject): string {
    return super.formatRegion(region).replaceAll(/0x0+(?=[0-9a-f])/g, "0x");
  }
}

export const textWithoutLeadingZeros: FaultyVariant = faultyVariant(Driver, {
  name: "text-without-leading-zeros",
  description: "The addresses of the text are not padded to sixteen digits.",
  killedBy: { requirement: "group/sysfs-text", outcome: "fail" },
});
