/** Steps and platforms of which the telling scenarios are made. */

import type { PciFunction } from "../../../model/platform.ts";
import type { AddressRange, RegionType } from "../../../model/region.ts";
import type { Step } from "../../../model/scenario.ts";
import {
  endpoint,
  endpointScope,
  get,
  insert,
  type PlatformParts,
  region,
  rmrr,
  XHCI,
} from "../../reference/hand-made.ts";
import { rootPortPlatform } from "../../reference/platforms.ts";

export const ask = (predicate: "has-rmrr" | "relaxable" | "locked", device: string): Step => ({
  do: "ask",
  predicate,
  device,
});
export const downstream = (device: string, above: string): Step => ({
  do: "ask",
  predicate: "downstream",
  device,
  bridge: above,
});
export const add = (device: string): Step => ({ do: "add", device });
export const remove = (device: string): Step => ({ do: "remove", device });
export const put = (list: string): Step => ({ do: "put", list });
export const group: Step = { do: "group", group: "all", list: "g" };
export const show: Step = { do: "show", group: "all" };
export const map: Step = { do: "map", group: "all" };
export const fail = (first: number, count = 1): Step => ({ do: "fail-allocations", first, count });
export const attach = (...mappings: AddressRange[]): Step => ({
  do: "attach",
  group: "all",
  aperture: { start: 0n, end: 0xffff_ffffn },
  mappings,
});
export const getAll = (functions: readonly PciFunction[]): Step[] =>
  functions.filter((fn) => fn.absent !== true).map((fn) => get(fn.label));
export const inserts = (...regions: readonly (readonly [bigint, bigint, RegionType])[]): Step[] =>
  regions.map(([start, end, type]) => insert("l", region(start, end, type)));

/** A network and a USB controller, and an RMRR that names both. */
export const shared = {
  functions: [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { classCode: XHCI })],
  groups: { all: ["nic", "usb"] },
  structures: [rmrr(0x1000n, 0x2fffn, endpointScope(0, "2.0"), endpointScope(0, "14.0"))],
} satisfies PlatformParts;

/** As before, and an RMRR of the USB controller alone. */
export const usbOnly = {
  ...shared,
  groups: { all: ["usb"] },
  structures: [rmrr(0x1000n, 0x2fffn, endpointScope(0, "14.0")), rmrr(0x8000n, 0x8fffn, endpointScope(0, "2.0"))],
} satisfies PlatformParts;

export const { functions: deep } = rootPortPlatform();
export const nicPath = ["1c.0", "0.0", "0.0", "0.0"];
export const aPage = [0x1000n, 0x1fffn] as const;

export function withTwin(functions: readonly PciFunction[], segment: number): PciFunction[] {
  const twins: PciFunction[] = [];
  for (const fn of functions) {
    const parent = fn.parent === undefined ? {} : { parent: `${fn.parent}'` };
    twins.push({ ...fn, ...parent, label: `${fn.label}'`, segment });
  }
  return [...functions, ...twins];
}

export function segments(...numbers: number[]): NonNullable<PlatformParts["rootBuses"]> {
  return numbers.map((segment) => ({ segment, bus: 0, lastBus: 0xff }));
}
