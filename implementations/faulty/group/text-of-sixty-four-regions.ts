/** A fixed-size array that looked large enough. */

import type { IommuGroup } from "../../../model/platform.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

const MOST_REGIONS = 64;

class Driver extends ReferenceDriver {
  override showGroupReservedRegions(group: IommuGroup): string {
    const lines = super.showGroupReservedRegions(group).split("\n");
    return lines.length > MOST_REGIONS ? `${lines.slice(0, MOST_REGIONS).join("\n")}\n` : lines.join("\n");
  }
}

export const textOfSixtyFourRegions: FaultyVariant = faultyVariant(Driver, {
  name: "text-of-sixty-four-regions",
  description: "The text shows the first 64 regions and silently drops the rest.",
  killedBy: { requirement: "group/sysfs-text", outcome: "fail" },
});
