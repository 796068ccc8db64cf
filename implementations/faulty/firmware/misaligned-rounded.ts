/** Mappings are made of pages, but what is reported is what the firmware wrote. */

import { PAGE_SIZE } from "../../../model/region.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override addUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): Report {
    return super.addUnit(segment, base - (base % PAGE_SIZE), limit | (PAGE_SIZE - 1n), scopes);
  }
}

export const misalignedRounded: FaultyVariant = faultyVariant(Driver, {
  name: "misaligned-rounded",
  description: "A region that does not start or end on a page boundary is widened to whole pages.",
  killedBy: { requirement: "firmware/faulty-rmrrs", outcome: "fail" },
});
