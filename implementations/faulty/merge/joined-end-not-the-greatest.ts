/** A region that lies within another shortens it. */

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
  description: "A joined region ends where its last part ends, and not where the part that reaches furthest does.",
  killedBy: { requirement: "merge/union-exact", outcome: "fail" },
});
