/** A region above 4 GiB is reported below it, over unrelated memory. */

import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override addUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): Report {
    return super.addUnit(segment, BigInt.asUintN(32, base), BigInt.asUintN(32, limit), scopes);
  }
}

export const baseOf32Bits: FaultyVariant = faultyVariant(Driver, {
  name: "base-of-32-bits",
  description: "Base and Limit are read as 32-bit numbers, which works for nearly all RMRRs of real firmware.",
  killedBy: { requirement: "coverage/exact-range", outcome: "fail" },
});
