/** The size of the file or mapping is not the size of the table. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override parseTable(bytes: Uint8Array): Report {
    const table = bytes.slice();
    if (table.length >= 8) new DataView(table.buffer).setUint32(4, table.length, true);
    return super.parseTable(table);
  }
}

export const bytesPastLengthRead: FaultyVariant = faultyVariant(Driver, {
  name: "bytes-past-length-read",
  description: "The walk over the table continues to the last byte present, past the table's Length.",
  killedBy: { requirement: "firmware/no-invented-coverage", rule: "range-of-no-rmrr", outcome: "fail" },
});
