/** A sanity check that refuses where it should warn takes away memory that a device uses. */

import { PAGE_SIZE } from "../../../model/region.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override addUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): Report {
    const isAligned = base % PAGE_SIZE === 0n && (limit + 1n) % PAGE_SIZE === 0n;
    return isAligned ? super.addUnit(segment, base, limit, scopes) : "ok";
  }
}

export const misalignedSkipped: FaultyVariant = faultyVariant(Driver, {
  name: "misaligned-skipped",
  description: "An RMRR that does not start or end on a page boundary is skipped, where it must be used.",
  killedBy: { requirement: "firmware/faulty-rmrrs", outcome: "fail" },
});
