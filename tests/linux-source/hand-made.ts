/** A small machine: a bridge with a USB controller and a NIC below it, and what stands beside it. */

import { encodeTable } from "../../model/dmar/encode.ts";
import { type DeviceScope, type DmarStructure, SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import type { PciFunction, Platform } from "../../model/platform.ts";
import type { Scenario, Step } from "../../model/scenario.ts";

const DRHD: DmarStructure = { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0xfed00000n, scopes: [] };

export function dmar(structures: readonly DmarStructure[]): Uint8Array {
  const header = {
    revision: 1,
    oemId: "RMRR",
    oemTableId: "CONFORM",
    oemRevision: 1,
    creatorId: "RMRR",
    creatorRevision: 1,
    hostAddressWidth: 38,
    flags: 1,
  };
  return encodeTable({ header, structures: [DRHD, ...structures] });
}

export function rmrr(base: bigint, limit: bigint, ...scopes: DeviceScope[]): DmarStructure {
  return { kind: "rmrr", reserved: 0, segment: 0, base, limit, scopes };
}

/** Names a function by the hops of its path from bus 0. */
export function endpoint(...path: readonly (readonly [number, number])[]): DeviceScope {
  return scope(SCOPE_ENDPOINT, path);
}

export function subHierarchy(...path: readonly (readonly [number, number])[]): DeviceScope {
  return scope(SCOPE_SUB_HIERARCHY, path);
}

function scope(type: number, path: readonly (readonly [number, number])[]): DeviceScope {
  const hops = path.map(([device, fn]) => ({ device, function: fn }));
  return { type, flags: 0, enumerationId: 0, startBus: 0, path: hops };
}

export function pciFunction(
  label: string,
  bus: number,
  device: number,
  classCode: number,
  more: Partial<PciFunction> = {},
): PciFunction {
  return { kind: "pci", label, segment: 0, bus, device, function: 0, classCode, headerType: 0, ...more };
}

export const FUNCTIONS: readonly PciFunction[] = [
  pciFunction("bridge", 0, 1, 0x060400, { headerType: 1, secondaryBus: 1, subordinateBus: 2 }),
  pciFunction("usb", 1, 0, 0x0c0330, { parent: "bridge" }),
  pciFunction("nic", 1, 1, 0x020000, { parent: "bridge" }),
  pciFunction("disk", 0, 2, 0x010802),
  pciFunction("isa", 0, 31, 0x060100),
];

export const PLATFORM: Platform = {
  rootBuses: [{ segment: 0, bus: 0, lastBus: 255 }],
  functions: FUNCTIONS,
  otherDevices: [{ kind: "other", label: "i2c", acpiName: "\\_SB.I2C0" }],
  groups: [
    { label: "both", members: ["usb", "nic"] },
    { label: "usb alone", members: ["usb"] },
    { label: "disk alone", members: ["disk"] },
  ],
  dmar: dmar([
    rmrr(0x10_0000n, 0x10_1fffn, endpoint([1, 0], [0, 0])),
    rmrr(0x20_0000n, 0x20_3fffn, subHierarchy([1, 0])),
  ]),
};

export function scenario(steps: readonly Step[], platform: Partial<Platform> = {}): Scenario {
  return { platform: { ...PLATFORM, ...platform }, steps };
}

export const APERTURE = { start: 0n, end: 0xffff_ffffn };
