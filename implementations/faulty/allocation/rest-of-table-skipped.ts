/** The walk stops at the failure, and its caller does not check why it stopped. */

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
  description: "If memory runs out while the table is parsed, the rest of the table is skipped and the start succeeds.",
  killedBy: { requirement: "allocation/failed-start", outcome: "fail" },
});
