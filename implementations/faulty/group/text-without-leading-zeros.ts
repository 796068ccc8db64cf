/** The ABI's columns have sixteen digits, and parsers split them by position. */

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
  description: "Addresses in the text are not padded to sixteen digits.",
  killedBy: { requirement: "group/sysfs-text", outcome: "fail" },
});
