/** A machine is left without an IOMMU because of one RMRR that no device needs. */

import { PAGE_SIZE } from "../../../model/region.ts";
import type { Report } from "../../contract.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import type { UnitScope } from "../../reference/rmrr-unit.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  #rejected = false;

  protected override parseTable(bytes: Uint8Array): Report {
    const report = super.parseTable(bytes);
    if (this.#rejected) this.freeUnits();
    return report;
  }

  protected override addUnit(segment: number, base: bigint, limit: bigint, scopes: readonly UnitScope[]): Report {
    if (base % PAGE_SIZE !== 0n || (limit + 1n) % PAGE_SIZE !== 0n) this.#rejected = true;
    return super.addUnit(segment, base, limit, scopes);
  }
}

export const badRmrrDropsGoodOnes: FaultyVariant = faultyVariant(Driver, {
  name: "bad-rmrr-drops-good-ones",
  description: "One RMRR that fails the range check causes all RMRRs to be dropped, as in Linux 5.5.0.",
  killedBy: { requirement: "firmware/good-survives-bad", outcome: "fail" },
  mendedBy: "Linux 5.5.6 and 5.6",
});
