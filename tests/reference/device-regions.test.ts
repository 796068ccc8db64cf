/** What a device gets: types, windows, predicates, ownership of lists (docs/rules.md). */

import { describe, expect, test } from "vitest";
import { kindsOfDevices, rootPortPlatform } from "./platforms.ts";
import { bridgeScope, endpoint, endpointScope, get, type PlatformParts, rmrr, scenario } from "./hand-made.ts";
import { coverage, memoryFaults, regionsOf, runReference } from "./observe.ts";
import type { Step } from "../../model/scenario.ts";

const everybody: PlatformParts = {
  ...kindsOfDevices(),
  structures: [rmrr(0x1000n, 0x1fffn, ...["2.0", "14.0", "1f.0", "19.0"].map((hop) => endpointScope(0, hop)))],
};

function ask(predicate: "has-rmrr" | "relaxable" | "locked", device: string): Step {
  return { do: "ask", predicate, device };
}
function answers(parts: PlatformParts, ...steps: Step[]): unknown[] {
  return runReference(scenario(parts, ...steps))
    .steps.slice(0, steps.length)
    .map((step) => step.answer);
}

describe("the type of a region", () => {
  test("follows the class of the device that asks, within one RMRR", () => {
    expect(coverage(everybody)).toEqual({
      graphics: ["1000-1fff direct-relaxable"],
      usb: ["1000-1fff direct-relaxable"],
      isa: ["1000-1fff direct", "0-ffffff direct-relaxable"],
      nic: ["1000-1fff direct"],
    });
  });

  test.each([
    [0x0c0300, true],
    [0x0c0330, true],
    [0x0c03fe, true],
    [0x030000, true],
    [0x038000, true],
    [0x0c0200, false],
    [0x0c0400, false],
    [0x02ff00, false],
    [0x040000, false],
    [0x000100, false],
    [0x130000, false],
  ])("class %i is relaxable: %s", (classCode, expected) => {
    const parts = {
      functions: [endpoint("f", "0:1.0", { classCode })],
      structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "1.0"))],
    };
    expect(coverage(parts)).toEqual({ f: [expected ? "1000-1fff direct-relaxable" : "1000-1fff direct"] });
    expect(answers(parts, ask("relaxable", "f"), ask("locked", "f"))).toEqual([expected, !expected]);
  });

  test("is direct for the bridge, and relaxable for the USB controller that it leads to", () => {
    const functions = rootPortPlatform().functions.filter((fn) => fn.label !== "nic");
    const usb = [...functions, endpoint("usb", "3:0.0", { parent: "downstream", classCode: 0x0c0330 })];
    const covered = coverage({ functions: usb, structures: [rmrr(0x1000n, 0x1fffn, bridgeScope(0, "1c.0"))] });
    expect(covered["port"]).toEqual(["1000-1fff direct"]);
    expect(covered["usb"]).toEqual(["1000-1fff direct-relaxable"]);
  });
});

describe("windows", () => {
  const windows = (device: string): string[] =>
    regionsOf(runReference(scenario({ ...kindsOfDevices(), structures: [] }, get(device))).steps[0], { windows: true });

  test("every device gets the interrupt window, PCI or not", () => {
    for (const device of ["nic", "usb", "graphics", "uart"]) expect(windows(device)).toEqual(["fee00000-feefffff msi"]);
  });

  test("an ISA bridge gets the first 16 MiB too", () => {
    expect(windows("isa")).toEqual(["0-ffffff direct-relaxable", "fee00000-feefffff msi"]);
  });
});

describe("predicates", () => {
  const { functions } = rootPortPlatform();
  const structures = [rmrr(0x1000n, 0x1fffn, bridgeScope(0, "1c.0", "0.0"))];

  test("has-rmrr holds exactly for devices that get one", () => {
    const steps = functions.map((fn) => ask("has-rmrr", fn.label));
    expect(answers({ functions, structures }, ...steps)).toEqual([false, true, true, true, false, false]);
  });

  test("downstream holds exactly for what is strictly below, in the same segment", () => {
    const twin = { ...endpoint("twin", "3:0.0"), segment: 1 };
    const downstream = (device: string, above: string): Step => ({
      do: "ask",
      predicate: "downstream",
      device,
      bridge: above,
    });
    const otherDevices = [{ kind: "other" as const, label: "uart" }];
    expect(
      answers(
        { functions: [...functions, twin], otherDevices, structures },
        downstream("nic", "port"),
        downstream("nic", "downstream"),
        downstream("downstream", "port"),
        downstream("port", "port"),
        downstream("port", "downstream"),
        downstream("nic", "sibling port"),
        downstream("twin", "port"),
        downstream("nic", "sibling"),
        downstream("uart", "port"),
        downstream("nic", "uart"),
      ),
    ).toEqual([true, true, true, false, false, false, false, false, false, false]);
  });

  test("a device that is not PCI has no RMRR, is neither relaxable nor locked, and none of its PCI fields is read", () => {
    const parts = { ...everybody, groups: { all: ["usb", "uart"] } };
    const steps: Step[] = [
      get("uart"),
      ask("has-rmrr", "uart"),
      ask("relaxable", "uart"),
      ask("locked", "uart"),
      { do: "group", group: "all", list: "g" },
      { do: "map", group: "all" },
      { do: "attach", group: "all", aperture: { start: 0n, end: 0xffffn }, mappings: [] },
    ];
    const asked = scenario(parts, ...steps);
    const trace = runReference(asked);
    expect(trace.steps.slice(1, 4).map((step) => step.answer)).toEqual([false, false, false]);
    expect(memoryFaults(asked, trace)).toEqual([]);
  });

  test("a device without an RMRR is not locked, whatever its class", () => {
    expect(answers({ functions, structures }, ask("locked", "sibling"), ask("locked", "nic"))).toEqual([false, true]);
  });
});

describe("lists belong to their callers", () => {
  test("two lists of one device hold equal regions in objects of their own", () => {
    const trace = runReference(scenario(everybody, get("usb", "one"), get("usb", "two")));
    const [one, two] = trace.steps;
    expect(regionsOf(one)).toEqual(regionsOf(two));
    const objects = [...(one?.regions ?? []), ...(two?.regions ?? [])].map((region) => region.object);
    expect(new Set(objects).size).toBe(objects.length);
  });

  test("scribbling on a list, emptying it and putting it back in any order changes nothing for others", () => {
    const steps: Step[] = [
      get("usb", "first"),
      get("usb", "second"),
      { do: "scribble", list: "first" },
      get("nic", "third"),
      { do: "empty", list: "second" },
      { do: "put", list: "first" },
      get("usb", "fourth"),
      { do: "put", list: "third" },
      { do: "read", list: "fourth" },
    ];
    const asked = scenario(everybody, ...steps);
    const trace = runReference(asked);
    expect(memoryFaults(asked, trace)).toEqual([]);
    expect(regionsOf(trace.steps[2])).toEqual([
      "5c51bb1e0000-5c51bb1effff reserved",
      "5c51bb1e0000-5c51bb1effff reserved",
    ]);
    expect(regionsOf(trace.steps[4])).toEqual([]);
    expect(regionsOf(trace.steps[8])).toEqual(["1000-1fff direct-relaxable"]);
  });
});
