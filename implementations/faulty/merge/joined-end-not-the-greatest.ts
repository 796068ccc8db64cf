/** A region contained in another shortens it. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override widen(copy: RegionObject, entry: RegionObject): void {
    super.widen(copy, entry);
    copy.end = entry.end;
  }
}

export const joinedEndNotTheGreatest: FaultyVariant = faultyVariant(Driver, {
  name: "joined-end-not-the-greatest",
  description: "A merged region ends where the last of its parts ends, even if an earlier part reaches further.",
  killedBy: { requirement: "merge/union-exact", outcome: "fail" },
});
