/** This works as long as the freed memory is not reused in between. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override absorbNeighbours(list: RegionList, copy: RegionObject): void {
    for (let entry = list.first; entry !== undefined; entry = entry.next) {
      if (!this.belongsTogether(entry.region, copy)) continue;
      this.dropEntry(list, entry);
      this.widen(copy, entry.region);
    }
  }
}

export const joinedEntryReadAfterFree: FaultyVariant = faultyVariant(Driver, {
  name: "joined-entry-read-after-free",
  description: "A merged entry is freed before its range is read, as in Linux 5.4.0 to 5.4.6.",
  killedBy: { requirement: "merge/no-use-after-free", outcome: "fail" },
  mendedBy: "Linux 5.5 and 5.4.7, commit 4c80ba392bf6",
});
