/** A failure as a run of a faulty implementation could report it: the function below a named bridge gets nothing. */

import { encodeTable } from "../../model/dmar/encode.ts";
import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY, type DmarStructure } from "../../model/dmar/table.ts";
import type { PciFunction, Platform } from "../../model/platform.ts";
import type { FailureLine } from "../../model/record.ts";
import { MSI_WINDOW, PROTECTION_READ_WRITE } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { ObservedRegion } from "../../model/trace.ts";

export function pciFunction(label: string, address: string, more: Partial<PciFunction> = {}): PciFunction {
  const [segment = 0, bus = 0, device = 0, functionNumber = 0] = address
    .split(/[:.]/)
    .map((part) => parseInt(part, 16));
  return {
    kind: "pci",
    label,
    segment,
    bus,
    device,
    function: functionNumber,
    classCode: 0x020000,
    headerType: 0,
    ...more,
  };
}

export function bridge(
  label: string,
  address: string,
  buses: [number, number],
  more: Partial<PciFunction> = {},
): PciFunction {
  const [secondaryBus, subordinateBus] = buses;
  return pciFunction(label, address, { classCode: 0x060400, headerType: 1, secondaryBus, subordinateBus, ...more });
}

export function dmarTable(structures: readonly DmarStructure[]): Uint8Array {
  return encodeTable({
    header: {
      revision: 1,
      oemId: "RMRR  ",
      oemTableId: "EXAMPLE ",
      oemRevision: 1,
      creatorId: "TEST",
      creatorRevision: 1,
      hostAddressWidth: 38,
      flags: 1,
    },
    structures,
  });
}

export function rmrr(
  base: bigint,
  limit: bigint,
  scopes: readonly [number, number, ...[number, number][]][],
): DmarStructure {
  return {
    kind: "rmrr",
    reserved: 0,
    segment: 0,
    base,
    limit,
    scopes: scopes.map(([type, startBus, ...path]) => ({
      type,
      flags: 0,
      enumerationId: 0,
      startBus,
      path: path.map(([device, functionNumber]) => ({ device, function: functionNumber })),
    })),
  };
}

export const EXAMPLE_PLATFORM: Platform = {
  rootBuses: [
    { segment: 0, bus: 0, lastBus: 0x7f },
    { segment: 0, bus: 0x80, lastBus: 0xff },
  ],
  functions: [
    pciFunction("gpu", "0000:00:02.0", { classCode: 0x030000 }),
    bridge("port", "0000:00:1c.0", [1, 3]),
    bridge("switch", "0000:01:00.0", [2, 3], { parent: "port" }),
    pciFunction("nic", "0000:02:00.0", { parent: "switch" }),
    pciFunction("vf", "0000:03:10.0", { parent: "switch", physicalFunction: "nic" }),
    pciFunction("usb", "0000:02:00.1", { parent: "switch", classCode: 0x0c0330, absent: true }),
    pciFunction("isa", "0000:00:1f.0", { classCode: 0x060100 }),
    pciFunction("far", "0000:80:00.0", { classCode: 0x010802 }),
  ],
  otherDevices: [{ kind: "other", label: "i2c", acpiName: "\\_SB.PCI0.I2C1" }],
  groups: [{ label: "g0", members: ["nic", "usb"] }],
  dmar: dmarTable([
    {
      kind: "drhd",
      flags: 1,
      size: 0,
      reserved: 0,
      segment: 0,
      registerBase: 0xfed90000n,
      scopes: [],
    } as DmarStructure,
    rmrr(0x7b000000n, 0x7b7fffffn, [
      [SCOPE_ENDPOINT, 0, [2, 0]],
      [SCOPE_SUB_HIERARCHY, 0, [0x1c, 0]],
    ]),
    rmrr(0x7c000000n, 0x7c000fffn, [
      [SCOPE_ENDPOINT, 0, [0x1c, 0], [0, 0], [0, 1]],
      [SCOPE_ENDPOINT, 0, [0x1e, 0], [0, 0]],
      [3, 0xf0, [0x1f, 0]],
    ]),
  ]),
};

const MSI: ObservedRegion = { object: 2, ...MSI_WINDOW, type: "msi", protection: 0 };
const GPU: ObservedRegion = {
  object: 1,
  start: 0x7b000000n,
  end: 0x7b7fffffn,
  type: "direct-relaxable",
  protection: PROTECTION_READ_WRITE,
};

export const EXAMPLE_SCENARIO: Scenario = {
  platform: EXAMPLE_PLATFORM,
  steps: [
    { do: "get", device: "gpu", list: "A" },
    { do: "get", device: "nic", list: "B" },
    { do: "ask", predicate: "downstream", device: "nic", bridge: "port" },
    { do: "read", list: "A" },
    { do: "put", list: "A" },
    { do: "put", list: "B" },
    { do: "tear-down" },
  ],
};

export const EXAMPLE_FAILURE: FailureLine = {
  line: "failure",
  outcome: "fail",
  requirements: ["coverage/every-descendant"],
  rule: "descendant-missing",
  origin: { from: "stream", stream: "hierarchy", index: 17 },
  occurrences: 31,
  witness: {
    rule: "descendant-missing",
    step: 1,
    device: "nic",
    list: "B",
    rmrr: 0,
    scope: 1,
    hop: 0,
    expected: [{ start: 0x7b000000n, end: 0x7b7fffffn, type: "direct" }],
    received: [],
  },
  scenario: EXAMPLE_SCENARIO,
  trace: {
    observesMemory: true,
    steps: [
      {
        status: "ok",
        regions: [GPU, MSI],
        events: [
          { event: "alloc", object: 1, kind: "region", maySleep: true, atomic: false },
          { event: "alloc", object: 2, kind: "region", maySleep: true, atomic: false },
        ],
      },
      {
        status: "ok",
        regions: [{ ...MSI, object: 3 }],
        events: [{ event: "alloc", object: 3, kind: "region", maySleep: true, atomic: false }],
      },
      { status: "ok", answer: true },
      { status: "ok", regions: [GPU, MSI] },
      {
        status: "ok",
        events: [
          { event: "free", object: 1, by: "implementation" },
          { event: "free", object: 2, by: "implementation" },
        ],
      },
      { status: "ok", events: [{ event: "free", object: 3, by: "implementation" }] },
      { status: "ok" },
    ],
  },
  shrinking: { tried: 130, taken: 45, cut: false },
  replay:
    "npx rmrr-conformance replay rmrr-failures/coverage.every-descendant--descendant-missing--0123456789ab.json --impl ./driver.js",
};
