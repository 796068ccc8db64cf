/** The walk ends where it fails, and whoever started it does not look at how it ended. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override parseTable(bytes: Uint8Array): Report {
    super.parseTable(bytes);
    return "ok";
  }
}

export const restOfTableSkipped: FaultyVariant = faultyVariant(Driver, {
  name: "rest-of-table-skipped",
  description: "Where memory runs out while the table is parsed, the rest of it is left out and the start goes on.",
  killedBy: { requirement: "allocation/failed-start", outcome: "fail" },
});
