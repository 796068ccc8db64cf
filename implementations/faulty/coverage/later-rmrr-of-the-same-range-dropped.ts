/** Two RMRRs may reserve the same range for different devices, and both count. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override addUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): Report {
    for (let unit = this.firstUnit; unit !== undefined; unit = unit.next) {
      if (unit.base === base && unit.limit === limit) return "ok";
    }
    return super.addUnit(segment, base, limit, scopes);
  }
}

export const laterRmrrOfTheSameRangeDropped: FaultyVariant = faultyVariant(Driver, {
  name: "later-rmrr-of-the-same-range-dropped",
  description:
    "An RMRR with the same range as an earlier one is treated as a duplicate, although it names other devices.",
  killedBy: { requirement: "coverage/endpoint", outcome: "fail" },
});
