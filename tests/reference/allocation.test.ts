/** Allocations that fail, at every place where one can (docs/rules.md, "Memory and context"). */

import { describe, expect, test } from "vitest";
import type { Scenario, Step } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import {
  bridge,
  endpoint,
  endpointScope,
  get,
  insert,
  ISA_BRIDGE,
  type PlatformParts,
  region,
  rmrr,
  scenario,
  XHCI,
} from "./hand-made.ts";
import { memoryFaults, regionsOf, runReference, survivors } from "./observe.ts";

const nic = endpointScope(0, "19.0");
const usb = endpointScope(0, "14.0");
const parts: PlatformParts = {
  functions: [
    endpoint("usb", "0:14.0", { classCode: XHCI }),
    endpoint("nic", "0:19.0"),
    endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }),
    endpoint("late", "0:1e.0", { absent: true }),
  ],
  groups: { both: ["usb", "nic"], usb: ["usb"] },
  structures: [
    rmrr(0x1000n, 0x1fffn, usb, nic, endpointScope(0, "1f.0"), endpointScope(0, "1e.0")),
    rmrr(0x3000n, 0x3fffn, nic, usb, endpointScope(0, "1e.0")),
  ],
};

/** Runs a step with its n-th allocation failing, for each n until none fails; memory must come to no harm. */
function failEach(step: Step, before: Step[], look: (failed: Trace, index: number) => void): number {
  for (let first = 1; ; first++) {
    const fail: Step = { do: "fail-allocations", first, count: 1 };
    const asked: Scenario = scenario(parts, ...before, fail, step);
    const trace = runReference(asked);
    expect(memoryFaults(asked, trace)).toEqual([]);
    const index = before.length + 1;
    if (!trace.steps[index]?.events?.some((event) => event.event === "alloc-failed")) return first - 1;
    look(trace, index);
  }
}

/** Steps whose outcome is seen in their status, and the number of allocations of each. */
describe("each allocation of a step may fail", () => {
  test.each<[string, Step, number]>([
    ["get", get("isa"), 3],
    ["group", { do: "group", group: "both", list: "g" }, 12],
    ["map", { do: "map", group: "both" }, 8],
    ["attach", { do: "attach", group: "usb", aperture: { start: 0n, end: 0xffffn }, mappings: [] }, 7],
    ["add", { do: "add", device: "late" }, 2],
    ["insert", insert("l", region(0x1000n, 0x1fffn)), 1],
  ])("and %s reports no-memory", (_name, step, places) => {
    expect(failEach(step, [], (trace, index) => expect(trace.steps[index]?.status).toBe("no-memory"))).toBe(places);
  });

  test("and show shows no line that is not in the whole text", () => {
    const show: Step = { do: "show", group: "both" };
    const whole = runReference(scenario(parts, show)).steps[0]?.text ?? "";
    failEach(show, [], (trace, index) => expect(whole.startsWith(trace.steps[index]?.text ?? "-")).toBe(true));
  });
});

describe("a request that failed", () => {
  test("keeps no memory of a domain that was not completed", () => {
    failEach({ do: "map", group: "both" }, [], (trace, index) => {
      const before = survivors({ steps: trace.steps.slice(0, index), observesMemory: true });
      const after = survivors({ steps: trace.steps.slice(0, index + 1), observesMemory: true });
      // What the driver took when it started stands in the first step.
      expect(after.other).toBe(before.other);
    });
  });

  test("leaves whole and right regions in the list, and succeeds once there is memory", () => {
    const whole = regionsOf(runReference(scenario(parts, get("nic"))).steps[0], { windows: true });
    failEach(get("nic", "failed"), [], (trace, index) => {
      for (const listed of regionsOf(trace.steps[index], { windows: true })) expect(whole).toContain(listed);
    });
    const again = runReference(
      scenario(parts, { do: "fail-allocations", first: 1, count: 1 }, get("nic", "1"), get("nic", "2")),
    );
    expect(regionsOf(again.steps[2], { windows: true })).toEqual(whole);
  });

  test("leaves a group list as it was, if it was an insert that joins", () => {
    const before = [
      insert("l", region(0x1000n, 0x1fffn)),
      insert("l", region(0x3000n, 0x3fffn)),
      insert("l", region(0n, 1n, "msi")),
    ];
    const places = failEach(insert("l", region(0x1800n, 0x37ffn)), before, (trace, index) => {
      expect(trace.steps[index]?.regions).toEqual(trace.steps[2]?.regions);
    });
    expect(places).toBe(1);
  });

  test("to add a function is made good by adding it again", () => {
    for (const first of [1, 2]) {
      const fail: Step = { do: "fail-allocations", first, count: 1 };
      const add: Step = { do: "add", device: "late" };
      const trace = runReference(scenario(parts, fail, add, get("late", "1"), add, get("late", "2")));
      expect(regionsOf(trace.steps[2])).toHaveLength(1);
      expect(regionsOf(trace.steps[4])).toEqual(["1000-1fff direct", "3000-3fff direct"]);
    }
  });

  test("to add a function deep down needs memory for its path, and is made good too", () => {
    const deep = [];
    for (let depth = 0; depth < 9; depth++) {
      const parent = depth === 0 ? {} : { parent: `port ${depth - 1}` };
      deep.push(bridge(`port ${depth}`, `${depth.toString(16)}:1.0`, [depth + 1, 9], parent));
    }
    deep.push(endpoint("deep", "9:2.0", { parent: "port 8", absent: true }));
    const path = Array.from({ length: 9 }, () => "1.0");
    const structures = [rmrr(0x1000n, 0x1fffn, endpointScope(0, ...path, "2.0"))];
    const add: Step = { do: "add", device: "deep" };
    const asked = scenario(
      { functions: deep, structures },
      { do: "fail-allocations", first: 1, count: 1 },
      add,
      get("deep", "1"),
      add,
      get("deep", "2"),
    );
    const trace = runReference(asked);
    expect(trace.steps[1]?.status).toBe("no-memory");
    expect([trace.steps[2], trace.steps[4]].map((step) => regionsOf(step))).toEqual([[], ["1000-1fff direct"]]);
    expect(memoryFaults(asked, trace)).toEqual([]);
  });
});

describe("where sleeping is forbidden", () => {
  test("no allocation may sleep, and elsewhere each may", () => {
    const trace = runReference(scenario(parts, get("isa"), { do: "group", group: "both", list: "g" }));
    const allocations = trace.steps.flatMap((step) => step.events ?? []).filter((event) => event.event === "alloc");
    expect(allocations.every((event) => event.atomic !== event.maySleep)).toBe(true);
    expect(allocations.some((event) => event.atomic)).toBe(true);
  });
});
