/**
 * Eighth layer: the DMA domain of a group.
 *
 * Two duties (VT-d 3.16, 8.4): every page of every direct and relaxable region is identity mapped, none twice; and no
 * address allocated for DMA lies in a region of any member.
 */

import type { Device, IommuGroup } from "../../model/platform.ts";
import { PROTECTION_READ_WRITE, type AddressRange } from "../../model/region.ts";
import type { DmaDomain, RegionObject, Report } from "../contract.ts";
import { GroupRegions } from "./group-regions.ts";
import { PageTable, pagesOf } from "./page-table.ts";
import { RegionList } from "./region-list.ts";

export abstract class DmaDomains extends GroupRegions {
  /** The page tables of the domains in use, by label of the group. */
  readonly #pageTables = new Map<string, PageTable>();

  setUpDmaDomain(group: IommuGroup): DmaDomain | "no-memory" {
    this.freeDomain(group);
    const pageTable = new PageTable(this.memory);
    this.#pageTables.set(group.label, pageTable);
    const holes: AddressRange[] = [];
    for (const [index, device] of this.presentMembers(group).entries()) {
      if (this.prepareDomainFor(device, pageTable, holes, index) !== "ok") {
        this.freeDomain(group);
        return "no-memory";
      }
    }
    return { mapped: [...pageTable.mapped], holes };
  }

  /** Maps the regions of a member and excludes them from DMA address allocation. `index`: position in the group. */
  protected prepareDomainFor(device: Device, pageTable: PageTable, holes: AddressRange[], index: number): Report {
    const list = new RegionList();
    let report = this.getReservedRegions(device, list);
    if (report === "ok") {
      report = this.mapDirectRegions(list, pageTable);
      if (this.reservesAddressesOf(index)) this.reserveAddresses(list, holes);
    }
    this.putReservedRegions(device, list);
    return report;
  }

  protected mapDirectRegions(list: RegionList, pageTable: PageTable): Report {
    for (const region of list) {
      if (!this.needsDirectMapping(region)) continue;
      for (const run of this.runsToMap(pageTable, pagesOf(region))) {
        if (!pageTable.map(run.start, run.end, PROTECTION_READ_WRITE)) return "no-memory";
      }
    }
    return "ok";
  }

  protected needsDirectMapping(region: RegionObject): boolean {
    return region.type === "direct" || region.type === "direct-relaxable";
  }

  /** Regions of one group may overlap; a page is mapped by the first of them. */
  protected runsToMap(pageTable: PageTable, pages: AddressRange): readonly AddressRange[] {
    return pageTable.unmappedRuns(pages);
  }

  /** Every member can be reached through the addresses of the group's one domain. */
  protected reservesAddressesOf(_index: number): boolean {
    return true;
  }

  protected reserveAddresses(list: RegionList, holes: AddressRange[]): void {
    for (const region of list) if (region.type !== "software-msi") holes.push(pagesOf(region));
  }

  protected freeDomain(group: IommuGroup): void {
    this.#pageTables.get(group.label)?.free();
    this.#pageTables.delete(group.label);
  }

  protected freeDomains(): void {
    for (const pageTable of this.#pageTables.values()) pageTable.free();
    this.#pageTables.clear();
  }
}
