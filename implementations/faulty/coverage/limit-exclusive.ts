/** Limit is the address of the last byte, 0x...fff, not the round number after it. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override addUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): Report {
    return super.addUnit(segment, base, limit - 1n, scopes);
  }
}

export const limitExclusive: FaultyVariant = faultyVariant(Driver, {
  name: "limit-exclusive",
  description: "Limit is treated as the first address after the region instead of its last byte.",
  killedBy: { requirement: "coverage/exact-range", outcome: "fail" },
});
