/** Groups and what consumers make of the regions of their members, from a few steps and what was seen of each. */

import { MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { endpoint, endpointScope, type PlatformParts, region, rmrr, XHCI } from "../reference/hand-made.ts";

/** A network and a USB controller: pages 1 and 2 are of both, page 8 of the latter, page 0x20 of one that comes late. */
export const NIC_AND_USB: PlatformParts = {
  functions: [
    endpoint("nic", "0:2.0"),
    endpoint("usb", "0:14.0", { classCode: XHCI }),
    endpoint("late", "0:3.0", { absent: true }),
  ],
  groups: { all: ["nic", "usb"], one: ["nic"], late: ["nic", "late"] },
  structures: [
    rmrr(0x1000n, 0x2fffn, endpointScope(0, "2.0"), endpointScope(0, "14.0")),
    rmrr(0x8000n, 0x8fffn, endpointScope(0, "14.0")),
    rmrr(0x2_0000n, 0x2_0fffn, endpointScope(0, "3.0")),
  ],
};

export const DIRECT: RegionFields = region(0x1000n, 0x2fffn);
export const RELAXABLE: RegionFields = region(0x1000n, 0x2fffn, "direct-relaxable");
export const OWN: RegionFields = region(0x8000n, 0x8fffn, "direct-relaxable");
export const OF_LATE: RegionFields = region(0x2_0000n, 0x2_0fffn);
export const WINDOW: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };
/** What nobody is due. */
export const STRANGE: RegionFields = region(0x9000n, 0x9fffn);

/** A list with these in it, one object each. */
export function lists(...regions: readonly RegionFields[]): StepResult {
  return { status: "ok", regions: regions.map((each, at) => ({ ...each, object: `object ${at}` })) };
}

export function group(label = "all", list = "g"): Step {
  return { do: "group", group: label, list };
}

export function map(label = "all"): Step {
  return { do: "map", group: label };
}
