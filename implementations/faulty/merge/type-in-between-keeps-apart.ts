/** A list sorted by start may have entries of other types between entries that belong together. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override absorbNeighbours(list: RegionList, copy: RegionObject): void {
    let joined = false;
    for (let entry = list.first; entry !== undefined; entry = entry.next) {
      if (this.belongsTogether(entry.region, copy)) {
        this.widen(copy, entry.region);
        this.dropEntry(list, entry);
        joined = true;
      } else if (joined) return;
    }
  }
}

export const typeInBetweenKeepsApart: FaultyVariant = faultyVariant(Driver, {
  name: "type-in-between-keeps-apart",
  description: "After merging an entry, the search for more stops at the first entry of another type.",
  killedBy: { requirement: "merge/any-order", outcome: "fail" },
});
