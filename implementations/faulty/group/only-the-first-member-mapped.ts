/** The domain belongs to the group, but was set up for whichever member came first. */

import type { Device } from "../../../model/platform.ts";
import type { AddressRange } from "../../../model/region.ts";
import type { Report } from "../../contract.ts";
import type { PageTable } from "../../reference/page-table.ts";
import { ReferenceDriver } from "../../reference/reference-driver.ts";
import { RegionList } from "../../reference/region-list.ts";
import { faultyVariant, type FaultyVariant } from "../faulty-variant.ts";

class Driver extends ReferenceDriver {
  protected override prepareDomainFor(
    device: Device,
    pageTable: PageTable,
    holes: AddressRange[],
    index: number,
  ): Report {
    if (index === 0) return super.prepareDomainFor(device, pageTable, holes, index);
    const list = new RegionList();
    const report = this.getReservedRegions(device, list);
    this.reserveAddresses(list, holes);
    this.putReservedRegions(device, list);
    return report;
  }
}

export const onlyTheFirstMemberMapped: FaultyVariant = faultyVariant(Driver, {
  name: "only-the-first-member-mapped",
  description: "Only the regions of the first member are mapped in the domain that all members share.",
  killedBy: { requirement: "group/direct-mappings", outcome: "fail" },
});
