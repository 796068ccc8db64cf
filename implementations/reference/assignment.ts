/** Tenth layer: assigning a group to user space, as VFIO type 1 and iommufd do. */

import type { IommuGroup } from "../../model/platform.ts";
import type { AddressRange } from "../../model/region.ts";
import type { RegionObject } from "../contract.ts";
import { DriverLife } from "./driver-life.ts";
import { RegionList } from "./region-list.ts";

export abstract class Assignment extends DriverLife {
  /** The memory that represents the address space of an assigned group, by label of the group. */
  readonly #addressSpaces = new Map<string, object>();

  attachGroup(
    group: IommuGroup,
    aperture: AddressRange,
    mappings: readonly AddressRange[],
  ): readonly AddressRange[] | "refused" | "no-memory" {
    if (this.hasLockedMember(group)) return "refused";
    const list = new RegionList();
    const report = this.getGroupReservedRegions(group, list);
    const usable = report === "ok" ? this.usableAddresses(list, aperture, mappings) : report;
    this.freeRegions(list);
    if (typeof usable === "string") return usable;
    return this.keepAddressSpace(group) ? usable : "no-memory";
  }

  /** A device that may keep using its RMRR behind the guest's back must not be assigned. */
  protected hasLockedMember(group: IommuGroup): boolean {
    return this.presentMembers(group).some((device) => this.isLocked(device));
  }

  protected usableAddresses(
    list: RegionList,
    aperture: AddressRange,
    mappings: readonly AddressRange[],
  ): readonly AddressRange[] | "refused" {
    let usable: readonly AddressRange[] = [aperture];
    for (const region of list) {
      if (!this.keepsAddresses(region)) continue;
      if (mappings.some((mapping) => overlap(mapping, region))) return "refused";
      usable = this.exclude(usable, region);
    }
    return usable;
  }

  /** A relaxable region is given up once the device is assigned: its driver is gone. */
  protected keepsAddresses(region: RegionObject): boolean {
    return region.type !== "direct-relaxable";
  }

  protected exclude(usable: readonly AddressRange[], hole: AddressRange): AddressRange[] {
    const left: AddressRange[] = [];
    for (const range of usable) {
      if (!overlap(range, hole)) {
        left.push(range);
        continue;
      }
      if (range.start < hole.start) left.push({ start: range.start, end: hole.start - 1n });
      if (hole.end < range.end) left.push({ start: hole.end + 1n, end: range.end });
    }
    return left;
  }

  protected keepAddressSpace(group: IommuGroup): boolean {
    if (this.#addressSpaces.has(group.label)) return true;
    const allocation = this.memory.allocateOther({ maySleep: true });
    if (allocation === undefined) return false;
    this.#addressSpaces.set(group.label, allocation);
    return true;
  }

  protected freeAddressSpaces(): void {
    for (const allocation of this.#addressSpaces.values()) this.memory.freeOther(allocation);
    this.#addressSpaces.clear();
  }
}

function overlap(left: AddressRange, right: AddressRange): boolean {
  return left.start <= right.end && right.start <= left.end;
}
