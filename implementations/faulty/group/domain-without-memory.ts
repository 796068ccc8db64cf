/** A half-initialised domain is handed out as if it were complete. */

import type { Device } from "../../../model/platform.ts";
import type { AddressRange } from "../../../model/region.ts";
import type { Report } from "../../contract.ts";
import type { PageTable } from "../../reference/page-table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override prepareDomainFor(
    device: Device,
    pageTable: PageTable,
    holes: AddressRange[],
    index: number,
  ): Report {
    super.prepareDomainFor(device, pageTable, holes, index);
    return "ok";
  }
}

export const domainWithoutMemory: FaultyVariant = faultyVariant(Driver, {
  name: "domain-without-memory",
  description:
    "A member whose regions could not be listed because an allocation failed is attached to the domain without them.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
});
