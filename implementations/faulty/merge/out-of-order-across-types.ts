/** The list is sorted as long as regions of different types do not overlap, which is how the code was tested. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override linkSorted(list: RegionList, copy: RegionObject): void {
    let next = list.first;
    while (next !== undefined && next.region.start <= copy.end) next = next.next;
    list.insertBefore(next, copy);
  }
}

export const outOfOrderAcrossTypes: FaultyVariant = faultyVariant(Driver, {
  name: "out-of-order-across-types",
  description: "A region that overlaps regions of another type is linked after all of them, as in Linux before 5.4.",
  killedBy: { requirement: "merge/order", outcome: "fail" },
  mendedBy: "Linux 5.4, commit 4dbd258ff63e",
});
