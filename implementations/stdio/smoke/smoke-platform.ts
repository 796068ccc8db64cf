/**
 * The platform of the smoke test: small enough to be understood at a glance, and with one of each thing that
 * an adapter has to get right before anything can be said of what stands behind it.
 *
 * ```
 * 0000:00:02.0  graphics          RMRR 0x7b800000-0x7fffffff
 * 0000:00:14.0  usb               RMRR 0x7a000000-0x7a01ffff
 * 0000:00:1c.0  port (buses 1-2)  RMRR 0xfe000000-0xfe000fff, with all below it
 * 0000:01:00.0    nic
 * i2c, not PCI
 * ```
 */

import { encodeTable } from "../../../model/dmar/encode.ts";
import {
  SCOPE_ENDPOINT,
  SCOPE_SUB_HIERARCHY,
  type DeviceScope,
  type DmarStructure,
  type RmrrStructure,
} from "../../../model/dmar/table.ts";
import type { PciFunction, Platform } from "../../../model/platform.ts";

/** The names that the steps use for devices and groups. */
export interface SmokeLabels {
  readonly graphics: string;
  readonly usb: string;
  readonly port: string;
  readonly nic: string;
  readonly i2c: string;
  readonly group: string;
}

export const PLAIN_LABELS: SmokeLabels = {
  graphics: "graphics",
  usb: "usb",
  port: "port",
  nic: "nic",
  i2c: "i2c",
  group: "group",
};

export const SMOKE_RMRRS: readonly RmrrStructure[] = [
  rmrr(0x7b80_0000n, 0x7fff_ffffn, scope(SCOPE_ENDPOINT, 0x02)),
  rmrr(0x7a00_0000n, 0x7a01_ffffn, scope(SCOPE_ENDPOINT, 0x14)),
  rmrr(0xfe00_0000n, 0xfe00_0fffn, scope(SCOPE_SUB_HIERARCHY, 0x1c)),
];

/** The platform; `more` adds functions to root bus 0 and `structures` replaces the RMRRs. */
export function smokePlatform(
  labels: SmokeLabels = PLAIN_LABELS,
  more: readonly PciFunction[] = [],
  structures: readonly DmarStructure[] = SMOKE_RMRRS,
): Platform {
  return {
    rootBuses: [{ segment: 0, bus: 0, lastBus: 0xff }],
    functions: [
      endpoint(labels.graphics, 0, 0x02, 0x03_0000),
      endpoint(labels.usb, 0, 0x14, 0x0c_0330),
      { ...endpoint(labels.port, 0, 0x1c, 0x06_0400), headerType: 1, secondaryBus: 1, subordinateBus: 2 },
      { ...endpoint(labels.nic, 1, 0x00, 0x02_0000), parent: labels.port },
      ...more,
    ],
    otherDevices: [{ kind: "other", label: labels.i2c }],
    groups: [{ label: labels.group, members: [labels.usb, labels.nic] }],
    dmar: encodeTable({ header: HEADER, structures: [DRHD, ...structures] }),
  };
}

const HEADER = {
  revision: 1,
  oemId: "SMOKE ",
  oemTableId: "SMOKE   ",
  oemRevision: 1,
  creatorId: "RMRR",
  creatorRevision: 1,
  hostAddressWidth: 38,
  flags: 1,
};

/** The unit for all functions of segment 0. */
const DRHD: DmarStructure = { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0xfed9_1000n, scopes: [] };

export function rmrr(base: bigint, limit: bigint, ...scopes: readonly DeviceScope[]): RmrrStructure {
  return { kind: "rmrr", reserved: 0, segment: 0, base, limit, scopes };
}

export function scope(type: number, device: number): DeviceScope {
  return { type, flags: 0, enumerationId: 0, startBus: 0, path: [{ device, function: 0 }] };
}

export function endpoint(label: string, bus: number, device: number, classCode: number): PciFunction {
  return { kind: "pci", label, segment: 0, bus, device, function: 0, classCode, headerType: 0 };
}
