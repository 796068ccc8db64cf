/** The specification prescribes an order that firmware does not always keep. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { Walked } from "../../reference/rmrr-table.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override parseStructure(table: DataView, offset: number, length: number): Walked {
    return table.getUint16(offset, true) <= 1 ? super.parseStructure(table, offset, length) : "end";
  }
}

export const rmrrsExpectedBehindTheUnits: FaultyVariant = faultyVariant(Driver, {
  name: "rmrrs-expected-behind-the-units",
  description:
    "The walk over the table ends at the first structure after the RMRRs, as if structures were sorted by type.",
  killedBy: { requirement: "firmware/good-survives-bad", outcome: "fail" },
});
