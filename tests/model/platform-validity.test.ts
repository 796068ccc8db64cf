import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DmarStructure } from "../../model/dmar/table.ts";
import type { PciFunction, Platform, RootBus } from "../../model/platform.ts";
import type { PlatformFaultCode } from "../../model/platform-fault.ts";
import { validatePlatform } from "../../model/platform-validity.ts";
import { bridge, changed, drhd, HAND_MADE, movedToEnd, pci, tableWith, withFunctions } from "./hand-made-platform.ts";

const withRoots = (...rootBuses: RootBus[]): Platform => ({
  ...HAND_MADE,
  rootBuses: [...HAND_MADE.rootBuses, ...rootBuses],
});

/** For each rule, platforms that break it and no other, and the labels that the violation bears. */
const CASES: Record<PlatformFaultCode, [platform: Platform, labels: string[]][]> = {
  "label-duplicate": [
    [{ ...HAND_MADE, otherDevices: [...HAND_MADE.otherDevices, { kind: "other", label: "gpu" }] }, ["gpu"]],
    [{ ...HAND_MADE, groups: [...HAND_MADE.groups, { label: "empty", members: [] }] }, ["empty"]],
  ],
  "acpi-name-duplicate": [
    [
      {
        ...HAND_MADE,
        otherDevices: [...HAND_MADE.otherDevices, { kind: "other", label: "twin", acpiName: "\\_SB.I2C" }],
      },
      ["i2c", "twin"],
    ],
  ],
  "number-out-of-range": [
    [changed("gpu", { device: 32 }), ["gpu"]],
    [changed("gpu", { device: 2.5 }), ["gpu"]],
    [changed("gpu", { classCode: 0x100_0000 }), ["gpu"]],
    [changed("vf0", { function: 8 }), ["vf0"]],
    [changed("nic-ari", { function: 256 }), ["nic-ari"]],
  ],
  "header-bus-numbers": [
    [changed("gpu", { secondaryBus: 1, subordinateBus: 1 }), ["gpu"]],
    [changed("cardbus", { secondaryBus: undefined, subordinateBus: undefined }), ["cardbus"]],
    [changed("cardbus", { subordinateBus: undefined }), ["cardbus"]],
  ],
  "parent-unknown": [[changed("nic-ari", { parent: "nobody" }), ["nic-ari", "nobody"]]],
  "parent-not-before": [[movedToEnd("port"), ["switch", "port"]]],
  "parent-no-bridge": [
    [withFunctions(pci({ label: "leaf", bus: 3, device: 1, parent: "nic-ari" })), ["leaf", "nic-ari"]],
  ],
  "parent-other-segment": [[changed("nic-ari", { segment: 1, function: 0 }), ["nic-ari", "down0"]]],
  "physical-function-unknown": [[changed("vf1", { physicalFunction: "nobody" }), ["vf1", "nobody"]]],
  "physical-function-not-before": [[movedToEnd("root-pf"), ["root-vf", "root-pf"]]],
  "physical-function-virtual": [[changed("vf1", { physicalFunction: "vf0" }), ["vf1", "vf0"]]],
  "physical-function-elsewhere": [[changed("vf1", { physicalFunction: "nic" }), ["vf1", "nic"]]],
  "virtual-function-bridge": [
    [changed("card-vf", { headerType: 1, secondaryBus: 0x28, subordinateBus: 0x28 }), ["card-vf"]],
  ],
  "address-duplicate": [
    [changed("sram", { function: 0 }), ["sram", "xhci"]],
    // ARI takes the bits of the device number: function 9 of device 0 is function 1 of device 1.
    [
      withFunctions(
        pci({ label: "conventional0", bus: 3, device: 1, parent: "down0" }),
        pci({ label: "conventional", bus: 3, device: 1, function: 1, parent: "down0" }),
      ),
      ["conventional", "nic-ari"],
    ],
  ],
  "function-0-missing": [
    [withFunctions(pci({ label: "second", bus: 0, device: 5, function: 1 })), ["second"]],
    [changed("xhci", { absent: true }), ["sram"]],
    [
      withFunctions(
        pci({ label: "vf2", bus: 4, device: 3, parent: "down1", physicalFunction: "pf" }),
        pci({ label: "beside-vf", bus: 4, device: 3, function: 1, parent: "down1" }),
      ),
      ["beside-vf"],
    ],
  ],
  "present-below-absent": [
    [changed("card", { absent: undefined }), ["card", "slot"]],
    [changed("root-pf", { absent: true }), ["root-vf", "root-pf"]],
  ],
  "root-range-inverted": [
    [withRoots({ segment: 9, bus: 4, lastBus: 3 }), []],
    [withRoots({ segment: 9, bus: 4, lastBus: 256 }), []],
  ],
  "root-ranges-overlap": [
    [withRoots({ segment: 1, bus: 0x80, lastBus: 0x80 }), []],
    [withRoots({ segment: 9, bus: 0, lastBus: 0x80 }, { segment: 9, bus: 0x80, lastBus: 0xff }), []],
  ],
  "bus-not-root": [[changed("gpu", { bus: 0x30 }), ["gpu"]]],
  "bus-not-secondary": [[changed("nic-ari", { bus: 4 }), ["nic-ari", "down0"]]],
  "secondary-not-above-primary": [
    [withFunctions(bridge({ label: "low", bus: 0x80, device: 2, secondaryBus: 0x80, subordinateBus: 0x80 })), ["low"]],
  ],
  "range-inverted": [[changed("cardbus", { subordinateBus: 5 }), ["cardbus"]]],
  "range-outside": [
    [changed("switch", { subordinateBus: 6 }), ["switch", "port"]],
    [
      withFunctions(
        bridge({ label: "vmd-port", segment: 0x1_0000, bus: 0, device: 1, secondaryBus: 0x1f, subordinateBus: 0x20 }),
      ),
      ["vmd-port"],
    ],
  ],
  "ranges-overlap": [
    [changed("cardbus", { secondaryBus: 5 }), ["cardbus", "port"]],
    [changed("cardbus", { secondaryBus: 6, subordinateBus: 0x28 }), ["slot", "cardbus"]],
  ],
  "virtual-function-bus": [
    [changed("vf1", { bus: 3 }), ["vf1", "pf"]],
    [changed("vf1", { bus: 6 }), ["vf1", "pf"]],
    [changed("root-vf", { bus: 0x90 }), ["root-vf", "root-pf-side"]],
    [changed("root-vf", { bus: 0x9f }), ["root-vf", "root-pf-side"]],
  ],
  "group-member-unknown": [
    [{ ...HAND_MADE, groups: [{ label: "group0", members: ["gpu", "nobody"] }] }, ["group0", "nobody"]],
  ],
  "group-member-twice": [
    [{ ...HAND_MADE, groups: [...HAND_MADE.groups, { label: "more", members: ["gpu"] }] }, ["more", "gpu"]],
    [{ ...HAND_MADE, groups: [{ label: "group0", members: ["gpu", "gpu"] }] }, ["group0", "gpu"]],
  ],
  "segment-without-drhd": [[{ ...HAND_MADE, dmar: tableWith(drhd(0)) }, ["other-segment"]]],
};

describe("a platform with a bit of everything", () => {
  test("is valid", () => {
    expect(validatePlatform(HAND_MADE)).toEqual([]);
  });

  const cases = Object.entries(CASES).flatMap(([code, platforms]) =>
    platforms.map(([platform, labels], index) => ({ code, index, platform, labels })),
  );
  test.each(cases)("is not with $code, platform $index", ({ code, platform, labels }) => {
    const faults = validatePlatform(platform);
    expect(faults.map((fault) => ({ code: fault.code, labels: fault.labels }))).toEqual([{ code, labels }]);
    for (const { message } of faults) expect(message).toMatch(/\.$/);
  });

  test("stays valid with a table in which DRHDs are missing or broken: that is the fault of the table", () => {
    const tooShort: DmarStructure = { kind: "opaque", type: 0, content: new Uint8Array(11) };
    const tables = [
      new Uint8Array(0),
      HAND_MADE.dmar.subarray(0, 70),
      tableWith(),
      tableWith({ ...drhd(0), lengthOverride: 0 }),
      tableWith(drhd(0), tooShort),
    ];
    for (const dmar of tables) expect(validatePlatform({ ...HAND_MADE, dmar })).toEqual([]);
    const unknown: DmarStructure = { kind: "opaque", type: 9, content: new Uint8Array(11) };
    const lacking = tableWith(drhd(1), unknown);
    expect(validatePlatform({ ...HAND_MADE, dmar: lacking })).toHaveLength(1);
  });
});

describe("a platform of functions that are numbered depth first", () => {
  test("is valid, whatever its shape", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ parent: fc.nat(), isBridge: fc.boolean() }), { maxLength: 60 }), (shape) => {
        expect(validatePlatform(numberedDepthFirst(shape))).toEqual([]);
      }),
    );
  });

  test("is not if any of its bus numbers is changed", () => {
    const shape = fc.array(fc.record({ parent: fc.nat(), isBridge: fc.boolean() }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(shape, fc.nat(), fc.integer({ min: 1, max: 255 }), (drawn, which, change) => {
        const platform = numberedDepthFirst(drawn);
        const index = which % platform.functions.length;
        const functions = platform.functions.map((fn, at) =>
          at === index ? { ...fn, bus: (fn.bus + change) % 256 } : fn,
        );
        expect(validatePlatform({ ...platform, functions })).not.toEqual([]);
      }),
    );
  });

  test("of 65,536 functions is looked through in no more than n log n", { timeout: 10_000 }, () => {
    // 256 segments of 8 functions on each of 32 devices of root bus 0.
    const functions = Array.from({ length: 65_536 }, (_, index) =>
      pci({
        label: `function ${index}`,
        segment: index >>> 8,
        bus: 0,
        device: (index >>> 3) & 31,
        function: index & 7,
      }),
    );
    const segments = Array.from({ length: 256 }, (_, segment) => segment);
    const platform: Platform = {
      rootBuses: segments.map((segment) => ({ segment, bus: 0, lastBus: 255 })),
      functions,
      otherDevices: [],
      groups: functions.map(({ label }) => ({ label: `group of ${label}`, members: [label] })),
      dmar: tableWith(...segments.map(drhd)),
    };
    expect(validatePlatform(platform)).toEqual([]);
  });
});

/** Buses in the order of a depth-first walk from one root bus, a device number each, as far as they go. */
function numberedDepthFirst(shape: readonly { readonly parent: number; readonly isBridge: boolean }[]): Platform {
  const functions: PciFunction[] = [];
  const below = new Map<number, number[]>();
  const bridges = [-1];
  shape.forEach(({ parent, isBridge }, index) => {
    const above = bridges[parent % bridges.length] as number;
    const siblings = below.get(above) ?? [];
    if (siblings.length === 32) return;
    below.set(above, [...siblings, index]);
    if (isBridge) bridges.push(index);
  });
  let lastBus = 0;
  const number = (parent: number, bus: number): void => {
    for (const [device, index] of (below.get(parent) ?? []).entries()) {
      const fields = { label: `${index}`, bus, device, ...(parent < 0 ? {} : { parent: `${parent}` }) };
      if (!bridges.includes(index)) {
        functions.push(pci(fields));
        continue;
      }
      const secondaryBus = ++lastBus;
      const at = functions.push(pci(fields)) - 1;
      number(index, secondaryBus);
      functions[at] = bridge({ ...fields, secondaryBus, subordinateBus: lastBus });
    }
  };
  number(-1, 0);
  return {
    rootBuses: [{ segment: 0, bus: 0, lastBus }],
    functions,
    otherDevices: [],
    groups: [],
    dmar: tableWith(drhd(0)),
  };
}
