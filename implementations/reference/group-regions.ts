/** Seventh layer: the merged regions of a group, and their text in sysfs. */

import type { Device, IommuGroup } from "../../model/platform.ts";
import { shownType } from "../../model/region.ts";
import type { RegionObject, Report } from "../contract.ts";
import { RegionList } from "./region-list.ts";
import { RegionMerge } from "./region-merge.ts";

/** A sysfs file is read through one page, of which the kernel needs one byte for the terminating NUL. */
const GREATEST_TEXT = 4095;

export abstract class GroupRegions extends RegionMerge {
  /** Stops at the first failure; the caller must free what the list contains by then. */
  getGroupReservedRegions(group: IommuGroup, list: RegionList): Report {
    for (const device of this.presentMembers(group)) {
      const report = this.insertDeviceRegions(device, list);
      if (report !== "ok") return report;
    }
    return "ok";
  }

  /** One line per region. Without memory there is nothing to show, which is still a prefix of the right text. */
  showGroupReservedRegions(group: IommuGroup): string {
    const list = new RegionList();
    const report = this.getGroupReservedRegions(group, list);
    let text = "";
    if (report === "ok") for (const region of list) text += this.formatRegion(region);
    this.freeRegions(list);
    return this.fitIntoPage(text);
  }

  protected presentMembers(group: IommuGroup): Device[] {
    const devices: Device[] = [];
    for (const label of group.members) {
      const device = this.presentDevice(label);
      if (device !== undefined) devices.push(device);
    }
    return devices;
  }

  /** Inserts copies of a device's regions; the device's own list exists only for this call. */
  protected insertDeviceRegions(device: Device, groupList: RegionList): Report {
    const list = new RegionList();
    const report = this.getReservedRegions(device, list);
    const inserted = report === "ok" ? this.insertAll(groupList, list) : report;
    this.putReservedRegions(device, list);
    return inserted;
  }

  protected insertAll(groupList: RegionList, list: RegionList): Report {
    for (const region of list) {
      const report = this.insertReservedRegion(groupList, region);
      if (report !== "ok") return report;
    }
    return "ok";
  }

  protected formatRegion(region: RegionObject): string {
    return `${sixteenDigits(region.start)} ${sixteenDigits(region.end)} ${shownType(region.type)}\n`;
  }

  /** Linux 6.4 and later cut inside a line; before that, the text ran past the page. */
  protected fitIntoPage(text: string): string {
    return text.slice(0, GREATEST_TEXT);
  }
}

function sixteenDigits(address: bigint): string {
  return `0x${address.toString(16).padStart(16, "0")}`;
}
