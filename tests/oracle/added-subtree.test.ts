/** The twin with a further bridge on a root bus, at a place and under numbers that nothing has and no scope names. */

import { describe, expect, test } from "vitest";
import type { DmarStructure } from "../../model/dmar/table.ts";
import type { PciFunction, RootBus } from "../../model/platform.ts";
import { ADDED_SUBTREE } from "../../oracle/twins/added-subtree.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  type PlatformParts,
  rmrr,
  scenario,
} from "../reference/hand-made.ts";
import { twinOf, unitOf } from "./made-twins.ts";

const nic = endpoint("nic", "0:2.0");
const named = rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"));
const whole: RootBus = { segment: 0, bus: 0, lastBus: 0xff };

/** The functions of the twin that come before those of the platform. */
function added(parts: PlatformParts = {}): readonly PciFunction[] | undefined {
  const platform = { functions: [nic], rootBuses: [whole], structures: [unitOf(0), named], ...parts };
  const twin = twinOf(ADDED_SUBTREE, scenario(platform, get("nic")));
  if (twin === undefined) return undefined;
  const count = twin.platform.functions.length - platform.functions.length;
  expect(twin.platform.functions.slice(count)).toEqual(platform.functions);
  return twin.platform.functions.slice(0, count);
}

/** `segment:bus:device -> bus below` of the bridge that was added. */
function place(parts: PlatformParts = {}): string | undefined {
  const [first] = added(parts) ?? [];
  return first === undefined
    ? undefined
    : [first.segment, first.bus, first.device, first.secondaryBus!].map((number) => number.toString(16)).join(" ");
}

/** A function at each device number of a root bus, but for these. */
const crowd = (segment: number, bus: number, ...free: readonly number[]): readonly PciFunction[] =>
  Array.from({ length: 32 }, (_, device) => ({
    ...endpoint(`crowd ${segment}:${bus}:${device}`, "0:0.0"),
    segment,
    bus,
    device,
  })).filter(({ device }) => !free.includes(device));

describe("an added subtree", () => {
  test("is a bridge with a device below it of each kind whose regions differ", () => {
    expect(added()).toEqual([
      bridge("added-bridge", "0:1f.0", [1, 1]),
      endpoint("added", "1:0.0", { parent: "added-bridge", classCode: 0x020000 }),
      endpoint("added2", "1:1.0", { parent: "added-bridge", classCode: 0x060100 }),
      endpoint("added3", "1:2.0", { parent: "added-bridge", classCode: 0x0c0330 }),
      endpoint("added4", "1:3.0", { parent: "added-bridge", classCode: 0x030000 }),
    ]);
  });

  test("has labels that no device has, be it PCI or not", () => {
    const functions = [nic, endpoint("added-bridge", "0:3.0"), endpoint("added2", "0:4.0")];
    const labels = added({ functions, otherDevices: [{ kind: "other", label: "added" }] })!.map(({ label }) => label);
    expect(labels).toEqual(["added-bridge2", "added3", "added4", "added5", "added6"]);
  });

  test("takes the first bus number that no function, no bridge and no scope has", () => {
    expect(place({ functions: [nic, bridge("port", "0:1c.0", [1, 3])] })).toBe("0 0 1f 4");
    expect(place({ functions: [nic, bridge("port", "0:1c.0", [2, 3])] })).toBe("0 0 1f 1");
    const virtual = endpoint("vf", "1:0.0", { physicalFunction: "nic" });
    expect(place({ functions: [nic, virtual] })).toBe("0 0 1f 2");
    const fromBus1 = rmrr(0x8000n, 0x8fffn, endpointScope(1, "0.0"));
    expect(place({ structures: [unitOf(0), named, fromBus1] })).toBe("0 0 1f 2");
    expect(
      place({
        rootBuses: [{ ...whole, bus: 0x80 }],
        functions: [{ ...nic, bus: 0x80 }],
        structures: [unitOf(0), rmrr(0x1000n, 0x1fffn, endpointScope(0x80, "2.0"))],
      }),
    ).toBe("0 80 1f 81");
  });

  test("takes no number of another segment for taken, and none beyond the last of the root bus", () => {
    const rootBuses = [whole, { segment: 1, bus: 0, lastBus: 0xff }];
    const abroad = { ...bridge("abroad", "1:0:1c.0", [1, 3]) };
    const structures: readonly DmarStructure[] = [
      unitOf(0),
      unitOf(1),
      named,
      { ...rmrr(0x8000n, 0x8fffn, endpointScope(1, "0.0")), segment: 1 },
    ];
    expect(place({ rootBuses, functions: [nic, abroad], structures })).toBe("0 0 1f 1");
    const port = bridge("port", "0:1c.0", [1, 3]);
    expect(place({ rootBuses: [{ ...whole, lastBus: 4 }], functions: [nic, port] })).toBe("0 0 1f 4");
    expect(place({ rootBuses: [{ ...whole, lastBus: 3 }], functions: [nic, port] })).toBeUndefined();
  });

  test("takes the last device number that no function of the root bus has, and no path begins with", () => {
    expect(place({ functions: [nic, endpoint("last", "0:1f.3")] })).toBe("0 0 1e 1");
    expect(place({ structures: [unitOf(0), named, rmrr(0x8000n, 0x8fffn, endpointScope(0, "1f.1"))] })).toBe(
      "0 0 1e 1",
    );
    expect(place({ structures: [unitOf(0), named, rmrr(0x8000n, 0x8fffn, endpointScope(5, "1f.1"))] })).toBe(
      "0 0 1f 1",
    );
    const andd = { kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName: "\\_SB.UART" } as const;
    expect(place({ structures: [unitOf(0), named, andd] })).toBe("0 0 1f 1");
    const below = [nic, bridge("port", "0:1c.0", [1, 1]), endpoint("child", "1:1f.0", { parent: "port" })];
    expect(place({ functions: below })).toBe("0 0 1f 2");
    const deep = rmrr(0x8000n, 0x8fffn, bridgeScope(0, "1c.0"), endpointScope(0, "1c.0", "1f.0"));
    expect(place({ functions: below, structures: [unitOf(0), named, deep] })).toBe("0 0 1f 2");
    expect(
      place({ functions: crowd(0, 0, 0), structures: [unitOf(0), rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"))] }),
    ).toBe("0 0 0 1");
    // The number of an ARI function takes the bits of device 31 here.
    expect(place({ functions: [nic, { ...endpoint("ari", "0:0.0"), function: 0xf8 }] })).toBe("0 0 1e 1");
  });

  test("stands on the first root bus that has both to spare, those of the first RMRR's segment before others", () => {
    const halves = [
      { ...whole, lastBus: 0x7f },
      { ...whole, bus: 0x80 },
    ];
    expect(place({ rootBuses: halves })).toBe("0 0 1f 1");
    expect(place({ rootBuses: halves, functions: crowd(0, 0) })).toBe("0 80 1f 81");
    expect(place({ rootBuses: [whole], functions: crowd(0, 0) })).toBeUndefined();
    const segments = [{ ...whole, segment: 1 }, whole];
    const structures = [unitOf(0), unitOf(1), named];
    const functions = [nic, endpoint("abroad", "1:0:2.0")];
    expect(place({ rootBuses: segments, functions, structures })).toBe("0 0 1f 1");
    const crowded = [...crowd(0, 0), endpoint("abroad", "1:0:2.0")];
    expect(place({ rootBuses: segments, functions: crowded, structures })).toBe("1 0 1f 1");
    // A segment without functions has no unit.
    expect(place({ rootBuses: segments, functions: crowd(0, 0), structures: [unitOf(0), named] })).toBeUndefined();
  });

  test("is none where there is no RMRR, or the table has a fault", () => {
    expect(added({ structures: [unitOf(0)] })).toBeUndefined();
    expect(added({ structures: [named] })).toBeUndefined();
  });
});
