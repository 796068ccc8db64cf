/** Functions that come and go, and lists that outlive them (docs/rules.md, "Life cycle"). */

import { describe, expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  type PlatformParts,
  rmrr,
  scenario,
  XHCI,
} from "./hand-made.ts";
import { memoryFaults, regionsOf, runReference, survivors } from "./observe.ts";
import { rootPortPlatform } from "./platforms.ts";

const add = (device: string): Step => ({ do: "add", device });
const remove = (device: string): Step => ({ do: "remove", device });
const put = (list: string): Step => ({ do: "put", list });

function run(parts: PlatformParts, ...steps: Step[]): readonly StepResult[] {
  const asked = scenario(parts, ...steps);
  const trace = runReference(asked);
  expect(memoryFaults(asked, trace)).toEqual([]);
  return trace.steps;
}

const nicScope = endpointScope(0, "1c.0", "0.0", "0.0", "0.0");
const { functions } = rootPortPlatform();
const COVERED = ["1000-1fff direct"];

describe("a function that comes and goes", () => {
  const single: PlatformParts = {
    functions: [endpoint("nic", "0:2.0", { absent: true }), endpoint("other", "0:3.0")],
    structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"))],
  };

  test("is covered once it is added, not once it is removed, and covered when it is added again", () => {
    const steps = run(single, add("nic"), get("nic", "1"), remove("nic"), get("nic", "2"), add("nic"), get("nic", "3"));
    expect([steps[1], steps[3], steps[5]].map((step) => regionsOf(step))).toEqual([COVERED, [], COVERED]);
  });

  test("leaves lists that were handed out as they were", () => {
    const steps = run(single, add("nic"), get("nic", "1"), remove("nic"), { do: "read", list: "1" }, put("1"));
    expect(regionsOf(steps[3])).toEqual(COVERED);
  });

  test("takes its references with it", () => {
    const held = run(single, add("nic"));
    const dropped = run(single, add("nic"), remove("nic"));
    const beforeTearDown = (steps: readonly StepResult[]) =>
      survivors({ steps: steps.slice(0, -1), observesMemory: true }).other;
    expect(beforeTearDown(held) - beforeTearDown(dropped)).toBe(1);
  });

  test("may be added twice and removed when it is absent", () => {
    const steps = run(
      single,
      remove("nic"),
      add("nic"),
      add("nic"),
      get("nic", "1"),
      remove("nic"),
      get("nic", "2"),
      remove("nic"),
      add("nic"),
      get("nic", "3"),
    );
    expect([steps[3], steps[5], steps[8]].map((step) => regionsOf(step))).toEqual([COVERED, [], COVERED]);
  });

  test("does not take the place of another function of its RMRR", () => {
    const both: PlatformParts = {
      functions: [endpoint("a", "0:2.0"), endpoint("b", "0:3.0"), endpoint("c", "0:4.0")],
      structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"), endpointScope(0, "3.0"), endpointScope(0, "4.0"))],
    };
    const steps = run(both, remove("b"), add("b"), add("b"), remove("a"), add("a"), get("a"), get("b"), get("c"));
    expect(steps.slice(5, 8).map((step) => regionsOf(step))).toEqual([COVERED, COVERED, COVERED]);
  });
});

describe("tearing down", () => {
  test("lets go of everything, and once", () => {
    const groups = { one: ["nic"] };
    const structures = [rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"))];
    const all: PlatformParts = { functions: [endpoint("nic", "0:2.0", { classCode: XHCI })], groups, structures };
    const attach: Step = { do: "attach", group: "one", aperture: { start: 0n, end: 0xffffn }, mappings: [] };
    const steps = run(all, { do: "map", group: "one" }, attach, { do: "tear-down" });
    expect(steps.map((step) => step.status)).toEqual(["ok", "ok", "ok", "ok"]);
    // The RMRR, its slots, the reference in one of them, the domain, and the address space.
    expect(survivors({ steps: steps.slice(0, 2), observesMemory: true }).other).toBe(5);
    expect(steps.at(-1)?.events).toBeUndefined();
  });
});

describe("a sub-hierarchy that comes and goes", () => {
  test("is covered by a path into it again", () => {
    const steps = run(
      { functions, structures: [rmrr(0x1000n, 0x1fffn, nicScope)] },
      remove("port"),
      get("nic", "1"),
      add("port"),
      get("nic", "2"),
    );
    expect([steps[1], steps[3]].map((step) => regionsOf(step))).toEqual([[], COVERED]);
  });

  test("is covered by a scope of its bridge again, and by one of a bridge above that stayed", () => {
    const structures = [
      rmrr(0x1000n, 0x1fffn, bridgeScope(0, "1c.0")),
      rmrr(0x3000n, 0x3fffn, bridgeScope(0, "1c.0", "0.0", "0.0")),
    ];
    const steps = run(
      { functions, structures },
      remove("upstream"),
      get("port"),
      get("nic", "1"),
      add("upstream"),
      get("nic", "2"),
    );
    expect(regionsOf(steps[1])).toEqual(COVERED);
    expect(regionsOf(steps[2])).toEqual([]);
    expect(regionsOf(steps[4])).toEqual([...COVERED, "3000-3fff direct"]);
  });

  test("brings functions that were not there at the start", () => {
    const late = [
      bridge("port", "0:1c.0", [1, 1], { absent: true }),
      endpoint("nic", "1:0.0", { parent: "port", absent: true }),
    ];
    const steps = run(
      { functions: late, structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "1c.0", "0.0"))] },
      add("port"),
      get("nic"),
    );
    expect(regionsOf(steps[1])).toEqual(COVERED);
  });

  test("is not downstream of anything while it is gone", () => {
    const downstream: Step = { do: "ask", predicate: "downstream", device: "nic", bridge: "port" };
    const steps = run({ functions }, remove("upstream"), downstream, add("upstream"), downstream);
    expect([steps[1]?.answer, steps[3]?.answer]).toEqual([false, true]);
  });
});
