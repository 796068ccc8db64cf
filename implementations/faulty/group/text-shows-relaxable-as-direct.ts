/** Management software that relies on the text then refuses devices that could be assigned. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override formatRegion(region: RegionObject): string {
    return super.formatRegion(region).replace("direct-relaxable", "direct");
  }
}

export const textShowsRelaxableAsDirect: FaultyVariant = faultyVariant(Driver, {
  name: "text-shows-relaxable-as-direct",
  description: "The text shows relaxable regions as direct.",
  killedBy: { requirement: "group/sysfs-text", outcome: "fail" },
});
