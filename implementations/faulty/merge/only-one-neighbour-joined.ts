/** A new region can close the gaps between any number of old ones. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override absorbNeighbours(list: RegionList, copy: RegionObject): void {
    for (let entry = list.first; entry !== undefined; entry = entry.next) {
      if (!this.belongsTogether(entry.region, copy)) continue;
      this.widen(copy, entry.region);
      this.dropEntry(list, entry);
      return;
    }
  }
}

export const onlyOneNeighbourJoined: FaultyVariant = faultyVariant(Driver, {
  name: "only-one-neighbour-joined",
  description:
    "An insert merges with only one entry of the list, so a region that bridges several leaves them separate.",
  killedBy: { requirement: "merge/no-overlap", outcome: "fail" },
});
