/**
 * Platforms and scenarios made by hand, in few words: for the tests of implementations, where the point of a
 * case is its one peculiarity.
 */

import { encodeTable } from "../../model/dmar/encode.ts";
import {
  type DeviceScope,
  type DmarStructure,
  type PathHop,
  type RmrrStructure,
  SCOPE_ENDPOINT,
  SCOPE_SUB_HIERARCHY,
} from "../../model/dmar/table.ts";
import type { IommuGroup, OtherDevice, PciFunction, Platform, RootBus } from "../../model/platform.ts";
import type { RegionFields, RegionType } from "../../model/region.ts";
import type { Scenario, Step } from "../../model/scenario.ts";

export const NETWORK = 0x020000;
export const XHCI = 0x0c0330;
export const VGA = 0x030000;
export const ISA_BRIDGE = 0x060100;
export const PCI_BRIDGE = 0x060400;

/** `"0:3a:00.0"`, in hexadecimal like `lspci`, or without the segment. */
function parseAddress(address: string): Pick<PciFunction, "segment" | "bus" | "device" | "function"> {
  const match = /^(?:([0-9a-f]+):)?([0-9a-f]+):([0-9a-f]+)\.([0-9a-f]+)$/.exec(address);
  if (match === null) throw new Error(`${address} is no address of a function`);
  const [segment = 0, bus = 0, device = 0, fn = 0] = match.slice(1).map((digits) => Number.parseInt(digits ?? "0", 16));
  return { segment, bus, device, function: fn };
}

type Optional = Partial<Pick<PciFunction, "parent" | "absent" | "physicalFunction" | "classCode">>;

/** A function with an endpoint header; a network controller unless told otherwise. */
export function endpoint(label: string, address: string, options: Optional = {}): PciFunction {
  return { kind: "pci", label, ...parseAddress(address), classCode: NETWORK, headerType: 0, ...options };
}

/** A PCI-to-PCI bridge with the buses below it, first and last. */
export function bridge(
  label: string,
  address: string,
  buses: readonly [number, number],
  options: Optional = {},
): PciFunction {
  const [secondaryBus, subordinateBus] = buses;
  const fields = { classCode: PCI_BRIDGE, headerType: 1, secondaryBus, subordinateBus } as const;
  return { kind: "pci", label, ...parseAddress(address), ...fields, ...options };
}

/** `hops("1c.0", "0.0")`: device and function of each hop, in hexadecimal. */
function hops(path: readonly string[]): PathHop[] {
  return path.map((hop) => {
    const [device = Number.NaN, fn = Number.NaN] = hop.split(".").map((digits) => Number.parseInt(digits, 16));
    return { device, function: fn };
  });
}

/** A device scope of any type, from a start bus along a path. */
export function scope(type: number, startBus: number, ...path: string[]): DeviceScope {
  return { type, flags: 0, enumerationId: 0, startBus, path: hops(path) };
}

export function endpointScope(startBus: number, ...path: string[]): DeviceScope {
  return scope(SCOPE_ENDPOINT, startBus, ...path);
}

export function bridgeScope(startBus: number, ...path: string[]): DeviceScope {
  return scope(SCOPE_SUB_HIERARCHY, startBus, ...path);
}

/** An RMRR over an inclusive range. */
export function rmrr(base: bigint, limit: bigint, ...scopes: DeviceScope[]): RmrrStructure {
  return { kind: "rmrr", reserved: 0, segment: 0, base, limit, scopes };
}

/** The bytes of a table with these structures. */
export function dmar(...structures: DmarStructure[]): Uint8Array {
  const header = {
    revision: 1,
    oemId: "TEST  ",
    oemTableId: "TEST    ",
    oemRevision: 1,
    creatorId: "TEST",
    creatorRevision: 1,
    hostAddressWidth: 45,
    flags: 0,
  };
  return encodeTable({ header, structures });
}

export interface PlatformParts {
  readonly rootBuses?: readonly RootBus[];
  readonly functions?: readonly PciFunction[];
  readonly otherDevices?: readonly OtherDevice[];
  /** Members by label of the group. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  readonly structures?: readonly DmarStructure[];
  readonly table?: Uint8Array;
}

export function platform(parts: PlatformParts): Platform {
  const groups: IommuGroup[] = Object.entries(parts.groups ?? {}).map(([label, members]) => ({ label, members }));
  return {
    rootBuses: parts.rootBuses ?? [{ segment: 0, bus: 0, lastBus: 0xff }],
    functions: parts.functions ?? [],
    otherDevices: parts.otherDevices ?? [],
    groups,
    dmar: parts.table ?? dmar(...(parts.structures ?? [])),
  };
}

/** A scenario that ends as every scenario does: with `read` and `put` of every live list, and `tear-down`. */
export function scenario(parts: PlatformParts, ...steps: Step[]): Scenario {
  const live = new Set<string>();
  for (const step of steps) {
    if (step.do === "put") live.delete(step.list);
    else if ("list" in step) live.add(step.list);
  }
  const closing: Step[] = [];
  for (const list of live) closing.push({ do: "read", list });
  for (const list of live) closing.push({ do: "put", list });
  return { platform: platform(parts), steps: [...steps, ...closing, { do: "tear-down" }] };
}

export function get(device: string, list: string = device): Step {
  return { do: "get", device, list };
}

export function insert(list: string, fields: RegionFields): Step {
  return { do: "insert", list, region: fields };
}

export function region(start: bigint, end: bigint, type: RegionType = "direct", protection = 3): RegionFields {
  return { start, end, type, protection };
}
