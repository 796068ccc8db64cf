/** Code that unlinks an entry owns it; here nothing frees it. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionEntry, RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override dropEntry(list: RegionList, entry: RegionEntry): void {
    list.unlink(entry);
  }
}

export const leakOnMerge: FaultyVariant = faultyVariant(Driver, {
  name: "leak-on-merge",
  description: "An entry that is merged into another is unlinked but never freed, as in Linux before 5.3.",
  killedBy: { requirement: "merge/no-leak", outcome: "fail" },
  mendedBy: "Linux 5.3, the series of 2019, 1/8",
});
