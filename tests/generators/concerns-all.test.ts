/** Which small platforms have a function in them that nothing is about. */

import { describe, expect, test } from "vitest";
import { type Plan, type PlanFunction, planScope } from "../../generators/plan.ts";
import { concernsAll } from "../../generators/shrinking/concerns-all.ts";
import { get, nic, ONE_ROOT, port, rmrr, ROOT } from "./small-plans.ts";

/** An RMRR for a bridge at 00.0, and whoever has number 0 is asked. */
function withFunctions(...functions: readonly PlanFunction[]): Plan {
  return { ...ONE_ROOT, functions, rmrrs: [rmrr(0)], steps: [get(0)] };
}

const STRANGER = nic(ROOT, 1);
const second: PlanFunction = { ...nic(ROOT, 1), function: 1 };

describe("a function concerns", () => {
  test("if it is asked, or asked about", () => {
    const plan = withFunctions(port(), STRANGER);
    expect(concernsAll(plan)).toBe(false);
    expect(concernsAll({ ...plan, steps: [get(1)] })).toBe(true);
    for (const [device, bridge] of [[0, 1] as const, [1, 0] as const]) {
      expect(concernsAll({ ...plan, steps: [{ do: "ask", predicate: "downstream", device, bridge }] })).toBe(true);
    }
    expect(concernsAll({ ...withFunctions(nic()), rmrrs: [] })).toBe(true);
    expect(concernsAll({ ...withFunctions(nic()), rmrrs: [], steps: [] })).toBe(false);
  });

  test("if it is named, or above what is asked or named", () => {
    const plan = withFunctions(port(), port(0, 1), nic(1, 2));
    expect(concernsAll(plan)).toBe(false);
    expect(concernsAll({ ...plan, steps: [get(2)] })).toBe(true);
    expect(concernsAll({ ...plan, rmrrs: [rmrr(2)] })).toBe(true);
  });

  test("if it stands, on whatever bus, where a hop would lead", () => {
    for (const tail of [
      [{ device: 1, function: 0 }],
      [
        { device: 1, function: 0 },
        { device: 0, function: 0 },
      ],
    ]) {
      const rmrrs = [{ ...rmrr(), scopes: [planScope(2, 0, tail, 0, false)] }];
      expect(concernsAll({ ...withFunctions(port(), STRANGER), rmrrs })).toBe(true);
      expect(concernsAll({ ...withFunctions(port(), nic(ROOT, 2)), rmrrs })).toBe(false);
    }
    expect(concernsAll(withFunctions(port(), nic(0)))).toBe(true);
    // The hops to what is named count as the tail does.
    const inner = withFunctions(port(ROOT, 1), nic(0), STRANGER);
    expect(concernsAll({ ...inner, rmrrs: [rmrr(1)], steps: [get(1)] })).toBe(true);
  });

  test("if it is function 0 of a device of which another one does", () => {
    const plan = withFunctions(nic(), STRANGER, second);
    expect(concernsAll({ ...plan, steps: [get(2)] })).toBe(true);
    expect(concernsAll({ ...plan, steps: [get(1)] })).toBe(false);
    const third = { ...second, function: 2 };
    expect(concernsAll({ ...withFunctions(nic(), STRANGER, second, third), steps: [get(3)] })).toBe(false);
    // That of another device, or of another bus, is not needed.
    expect(concernsAll({ ...withFunctions(nic(), nic(ROOT, 2), second), steps: [get(2)] })).toBe(false);
    expect(concernsAll({ ...withFunctions(port(), nic(0, 1), second), steps: [get(2)] })).toBe(false);
  });

  test("if it is a bridge whose bus number comes before that of another one", () => {
    expect(concernsAll(withFunctions(port(), port(ROOT, 1)))).toBe(false);
    expect(concernsAll({ ...withFunctions(port(ROOT, 1), port(ROOT, 2)), rmrrs: [rmrr(1)], steps: [get(1)] })).toBe(
      true,
    );
    expect(concernsAll({ ...withFunctions(STRANGER, port(ROOT, 2)), rmrrs: [rmrr(1)], steps: [get(1)] })).toBe(false);
  });
});
