/** Two lists own one object, so a region that the caller frees is still in the list. */

import type { RegionObject } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override copyRegion(region: RegionObject): RegionObject | undefined {
    return region;
  }
}

export const linksTheCallersRegion: FaultyVariant = faultyVariant(Driver, {
  name: "links-the-callers-region",
  description: "Insert links the caller's region into the list instead of a copy.",
  killedBy: { requirement: "merge/copies-input", outcome: "fail" },
});
