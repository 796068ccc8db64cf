/** One byte of firmware decides whether the machine boots. */

import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override parseScopes(table: DataView, start: number, end: number): UnitScope[] {
    let count = 0;
    for (let offset = start; offset + 2 <= end; offset += table.getUint8(offset + 1)) count++;
    return super.parseScopes(table, start, end).slice(0, count);
  }
}

export const zeroLengthScopeHangs: FaultyVariant = faultyVariant(Driver, {
  name: "zero-length-scope-hangs",
  description:
    "The scopes of an RMRR are counted by their Lengths, so one of Length 0 is counted forever, as in Linux to this day.",
  killedBy: { requirement: "firmware/no-hang", outcome: "hang" },
});
