/** What passes offer for plans with many RMRRs, which fill a page of text. */

import { describe, expect, test } from "vitest";
import { EMPTY_PLAN, type Plan, planScope, type PlanStep } from "../../generators/plan.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import { bearByBridge, lengthenLines, lowerWithoutDevices } from "../../generators/shrinking/many-rmrrs-passes.ts";
import { bridgeRmrr, get, nic, offers, ONE_ROOT, port, rmrr, ROOT } from "./small-plans.ts";

/** Far up, so that there is a way down. */
function high(count: number, at = 0): Plan["rmrrs"] {
  return Array.from({ length: count }, () => ({ ...rmrr(at), base: 0x1_0000_0000n, limit: 0x1_0000_ffffn }));
}

/** A group of a device that is not PCI and of the functions, whose text is shown. */
function shown(functions: Plan["functions"], rmrrs: Plan["rmrrs"]): Plan {
  const groups = [{ members: [-1, ...functions.keys()] }];
  return { ...ONE_ROOT, functions, otherDevices: [{}], groups, rmrrs, steps: [{ do: "show", group: 0 }] };
}

describe("lines of many RMRRs", () => {
  test("are longer and one fewer where every endpoint is a USB controller", () => {
    const plan = shown([port(), nic(0), nic(ROOT, 1)], high(24));
    const seen = offers(lengthenLines, plan, (each) => [each.functions.map((fn) => fn.classCode), each.rmrrs.length]);
    expect(seen).toEqual([[[0x060400, 0x0c0300, 0x0c0300], 23]]);
    expect(offers(lengthenLines, { ...plan, rmrrs: high(23) }, () => 1)).toEqual([]);
  });
});

describe("many RMRRs", () => {
  test("come down a page apart where devices that are not PCI go from groups and steps", () => {
    const plan = shown([nic()], high(24));
    const steps: readonly PlanStep[] = [get(-1), get(0, 1), { do: "read", list: 0 }, { do: "show", group: 0 }];
    const [lowered, ...others] = offers(lowerWithoutDevices, { ...plan, steps }, (each) => each);
    expect(others).toEqual([]);
    expect(lowered!.otherDevices).toEqual([]);
    expect(lowered!.groups).toEqual([{ members: [0] }]);
    expect(lowered!.steps).toEqual([get(0, 1), { do: "show", group: 0 }]);
    expect(lowered!.rmrrs.slice(0, 2).map(({ base, limit }) => [base, limit])).toEqual([
      [0x1000n, 0x1fffn],
      [0x3000n, 0x3fffn],
    ]);
    expect(lowered!.rmrrs).toHaveLength(24);
    expect(offers(lowerWithoutDevices, { ...plan, rmrrs: high(23) }, () => 1)).toEqual([]);
    // What is down already is not offered again.
    expect(offers(lowerWithoutDevices, lowered!, () => 1)).toEqual([]);
  });
});

describe("a bridge that bears many RMRRs, too", () => {
  const seen = (plan: Plan): unknown => ({
    functions: plan.functions.map(
      ({ place, device, function: number, headerType }) => `${place}/${device}.${number} ${headerType}`,
    ),
    scopes: scopesOf(plan).map(({ type, at }) => `${type}@${at}`),
    members: plan.groups.map(({ members }) => members),
    devices: plan.steps.map((step) => ("device" in step ? step.device : step.do)),
  });
  const many = (count: number, at: number): Plan["rmrrs"] => [...high(count, at), ...high(1, 2)];

  test("stands where that function stood that most of them name; two fifths of them go, and other devices", () => {
    const functions = [port(), { ...nic(0, 3), function: 2 }, nic(ROOT, 1), { ...nic(ROOT, 1), physicalFunction: 2 }];
    const plan: Plan = {
      ...shown(functions, [...high(1, 2), bridgeRmrr(0), ...high(24, 1)]),
      steps: [get(-1), get(0, 1), get(1, 2), get(3, 3), { do: "show", group: 0 }],
    };
    const [offered, ...others] = offers(bearByBridge, plan, (each) => each);
    expect(others).toEqual([]);
    expect(offered!.rmrrs).toHaveLength(26 - 10);
    expect(offered!.otherDevices).toEqual([]);
    expect(seen(offered!)).toEqual({
      functions: ["-1/0.0 1", "0/3.2 1", "1/0.0 0", "-1/1.0 0", "-1/1.0 0"],
      scopes: ["1@3", "2@0", ...Array(14).fill("2@1")],
      members: [[0, 1, 2, 3, 4]],
      devices: [0, 2, 4, "show"],
    });
    expect(offered!.functions.map(({ physicalFunction }) => physicalFunction)).toEqual([-1, -1, -1, -1, 3]);
    expect(offered!.functions[1]!.classCode).toBe(0x060400);
  });

  test("is one above an endpoint that is neither a virtual function nor has any, where there are many", () => {
    const count = (plan: Plan): number => offers(bearByBridge, plan, () => 1).length;
    const three = [nic(), nic(ROOT, 1), nic(ROOT, 2)];
    expect([count(shown(three, high(24))), count(shown(three, high(23)))]).toEqual([1, 0]);
    expect(count({ ...EMPTY_PLAN, rmrrs: Array.from({ length: 24 }, () => rmrr()) })).toBe(0);
    expect(count(shown([port(), ...three], high(24)))).toBe(0);
    const virtual = [nic(), { ...nic(ROOT, 1), physicalFunction: 0 }, nic(ROOT, 2)];
    expect([0, 1, 2].map((at) => count(shown(virtual, many(24, at))))).toEqual([0, 0, 1]);
  });

  test("is one above a function that most name, alone or with others", () => {
    const two = Array.from({ length: 13 }, () => rmrr(0, 2));
    const one = Array.from({ length: 12 }, () => rmrr(1));
    const plan = shown([nic(), nic(ROOT, 1), nic(ROOT, 2)], [...two, ...one]);
    expect(offers(bearByBridge, plan, ({ functions }) => functions.map(({ headerType }) => headerType))).toEqual([
      [1, 0, 0, 0],
    ]);
  });

  test("leaves paths alone that only start where the function stands", () => {
    const astray = { ...rmrr(), scopes: [planScope(1, ROOT, [{ device: 9, function: 0 }], 0, false)] };
    const plan = shown([nic()], [astray, ...high(24)]);
    const [first] = offers(bearByBridge, plan, (each) => each.rmrrs[0]);
    expect(first).toEqual(astray);
  });
});
