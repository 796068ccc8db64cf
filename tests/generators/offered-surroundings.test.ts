/** What passes over kinds, groups and root buses offer for a small plan: what their comments promise, and no more. */

import { describe, expect, test } from "vitest";
import {
  ALL_SPARE,
  EMPTY_PLAN,
  NONE,
  type Plan,
  type PlanFunction,
  type PlanScope,
  type PlanStep,
  planScope,
  placeOnRoot,
} from "../../generators/plan.ts";
import { calmFunctions, calmScopes } from "../../generators/shrinking/calm-passes.ts";
import { addMember } from "../../generators/shrinking/member-pass.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import {
  dropGroups,
  dropOtherDevices,
  dropRoots,
  playByOtherDevice,
} from "../../generators/shrinking/surroundings-passes.ts";
import { get, nic, offers, ONE_ROOT, port, rmrr, ROOT } from "./small-plans.ts";

const places = ({ functions }: Plan): readonly number[] => functions.map(({ place }) => place);
const asked = ({ steps }: Plan): readonly unknown[] => steps.map((step) => ("device" in step ? step.device : step.do));
const named = (plan: Plan): readonly number[] => scopesOf(plan).map(({ at }) => at);

describe("functions and scopes that are unusual", () => {
  const kinds = ({ functions }: Plan): unknown => functions.map((fn) => [fn.headerType, fn.classCode]);
  const withScope = (scope: Partial<PlanScope>): Plan => ({
    ...ONE_ROOT,
    functions: [nic()],
    rmrrs: [{ ...rmrr(), scopes: [{ ...planScope(1, 0, [], 0, false), ...scope }] }],
  });

  test("become plain together, then by halves, then one by one through what lies between", () => {
    const plan: Plan = {
      ...ONE_ROOT,
      functions: [{ ...nic(), classCode: 0x040300 }, { ...port(ROOT, 1), classCode: 0x060401 }, nic(1)],
    };
    expect(offers(calmFunctions, plan, kinds)).toEqual(
      [
        [
          [0, 0x020000],
          [1, 0x060400],
        ],
        [
          [0, 0x040300],
          [1, 0x060400],
        ],
        [
          [0, 0x020000],
          [1, 0x060401],
        ],
        ...[0x020000, 0x0c0330, 0x030000, 0x020000, 0x0c0330, 0x030000].map((code) => [
          [0, code],
          [1, 0x060401],
        ]),
        [
          [0, 0x040300],
          [1, 0x060400],
        ],
        [
          [0, 0x040300],
          [1, 0x060400],
        ],
      ].map((list) => [...list, [0, 0x020000]]),
    );
    expect(offers(calmFunctions, { ...ONE_ROOT, functions: [nic()] }, kinds)).toEqual([]);
  });

  test("scopes become plain together, then by halves, then one by one", () => {
    const plan: Plan = {
      ...ONE_ROOT,
      functions: [nic()],
      rmrrs: [{ ...rmrr(), scopes: [77, 78].map((type) => planScope(type, 0, [], 0, false)) }],
    };
    expect(offers(calmScopes, plan, (each) => scopesOf(each).map(({ type }) => type))).toEqual([
      [1, 1],
      [77, 1],
      [1, 78],
      ...[1, 1, 1, 2].map((type) => [type, 78]),
      ...[1, 1, 1, 2].map((type) => [77, type]),
    ]);
  });

  test("virtual functions and absent ones become ordinary", () => {
    const virtual: PlanFunction = { ...nic(), physicalFunction: 0, beyondBus: true, absent: true };
    const seen = ({ functions: [, fn] }: Plan): unknown => [fn!.physicalFunction, fn!.beyondBus, fn!.absent];
    const offered = offers(calmFunctions, { ...ONE_ROOT, functions: [nic(), virtual] }, seen);
    expect(offered[0]).toEqual([NONE, false, false]);
    expect(offered).toContainEqual([0, false, true]);
    const headers = offers(
      calmFunctions,
      { ...ONE_ROOT, functions: [nic(), virtual] },
      (each) => each.functions[1]!.headerType,
    );
    expect(new Set(headers)).toEqual(new Set([0]));
  });

  test("scopes get the type that suits, no flags, and paths of their own bus", () => {
    const seen = (each: Plan): unknown => {
      const { type, flags, enumerationId, byPresentBus, startBus } = scopesOf(each)[0]!;
      return [type, flags, enumerationId, byPresentBus, startBus];
    };
    const all = offers(calmScopes, withScope({ type: 77, flags: 3, enumerationId: 9, byPresentBus: true }), seen);
    expect(all[0]).toEqual([1, 0, 0, false, NONE]);
    for (const one of [
      [77, 0, 0, false, NONE],
      [1, 3, 9, false, NONE],
      [1, 3, 9, true, NONE],
      [2, 3, 9, true, NONE],
      [77, 3, 9, false, NONE],
      [77, 0, 0, true, NONE],
    ]) {
      expect(all).toContainEqual(one);
    }
    expect(offers(calmScopes, withScope({}), seen)).toEqual([]);
  });

  test("paths to nobody become one hop, to whom they lead or beside him, or lose an end", () => {
    const tail = [1, 2, 3].map((device) => ({ device, function: 0 }));
    const seen = (each: Plan): unknown => {
      const [{ type, at, tail: hops }] = scopesOf(each) as [PlanScope];
      return [type, at, hops.map((hop) => `${hop.device}.${hop.function}`).join()];
    };
    const all = offers(calmScopes, withScope({ at: 0, tail }), seen);
    expect(all[0]).toEqual([1, 0, ""]);
    for (const one of [
      [1, ROOT, "3.0"],
      [2, ROOT, "3.0"],
      [1, ROOT, "3.1"],
      [1, 0, "2.0,3.0"],
      [1, 0, "1.0,2.0"],
    ]) {
      expect(all).toContainEqual(one);
    }
    // To begin at the root bus is plainer than to begin at a function, of two paths with one hop of their own.
    expect(offers(calmScopes, withScope({ at: 0, tail: tail.slice(0, 1) }), seen)).toContainEqual([1, ROOT, "1.0"]);
    // A scope that starts at a root bus bears one hop at least.
    const least = offers(calmScopes, withScope({ at: ROOT, tail: tail.slice(2) }), seen);
    for (const one of least) expect(one).not.toEqual([1, ROOT, ""]);
  });

  test("paths that start at a bus of their own go on doing so where there is no root bus", () => {
    const plan: Plan = {
      ...withScope({ at: ROOT, tail: [{ device: 3, function: 0 }], type: 77, startBus: 5 }),
      roots: [],
    };
    const seen = (each: Plan): unknown => scopesOf(each).map(({ type, startBus }) => [type, startBus]);
    expect(offers(calmScopes, { ...plan, functions: [] }, seen)).toEqual([[[1, 5]], [[2, 5]]]);
    // Else a root bus is plainer.
    expect(offers(calmScopes, { ...plan, ...ONE_ROOT, rmrrs: plan.rmrrs }, seen)).toContainEqual([[1, NONE]]);
  });
});

describe("what stands around functions", () => {
  const groups = (plan: Plan): unknown => plan.groups.map(({ members }) => members);

  test("devices that are not PCI go, or another takes their part", () => {
    const plan: Plan = {
      ...ONE_ROOT,
      functions: [nic()],
      otherDevices: [{ label: "a" }, { label: "b" }],
      groups: [{ members: [-1, -2, 0] }],
      steps: [get(-1), get(-2, 1)],
    };
    const seen = (each: Plan): unknown => [each.otherDevices[0]!.label, each.groups[0]!.members, asked(each)];
    expect(offers(dropOtherDevices, plan, seen)).toEqual([
      ["a", [-1, 0], [-1]],
      ["a", [-1, 0], [-1, -1]],
      ["a", [-1, 0], [-1, 0]],
      ["b", [-1, 0], [-1]],
      ["b", [-1, 0], [-1, -1]],
      ["b", [0, -1], [0, -1]],
    ]);
  });

  test("devices that are not PCI have no function for an heir where there is none", () => {
    const plan: Plan = { ...EMPTY_PLAN, otherDevices: [{}, {}], steps: [get(-1)] };
    expect(offers(dropOtherDevices, plan, asked)).toEqual([[-1], [-1], [], [-1]]);
  });

  test("groups go with their steps, then members, all, halves and one by one", () => {
    const plan: Plan = {
      ...EMPTY_PLAN,
      groups: [{ members: [-1, -2] }, { members: [] }],
      steps: [0, 1].map((group): PlanStep => ({ do: "show", group })),
    };
    const seen = (each: Plan): unknown => [groups(each), each.steps.map((step) => "group" in step && step.group)];
    expect(offers(dropGroups, plan, seen)).toEqual([
      [[[-1, -2]], [0]],
      [[[]], [0]],
      [
        [[], []],
        [0, 1],
      ],
      [
        [[-1], []],
        [0, 1],
      ],
      [
        [[-2], []],
        [0, 1],
      ],
    ]);
  });

  test("of three members one goes, and the two that are left change places", () => {
    const of = (...members: readonly number[]): Plan => ({ ...EMPTY_PLAN, groups: [{ members }] });
    const left = (plan: Plan): unknown => offers(dropGroups, plan, ({ groups: [group] }) => group?.members);
    expect(left(of(-1, -2, -3))).toEqual([
      undefined,
      [],
      [-1],
      [-2, -3],
      [-3, -2],
      ...[
        [-1, -2],
        [-1, -3],
        [-2, -3],
      ].flatMap((two) => [two, two.toReversed()]),
    ]);
    expect(left(of(-1, -2, -3, -4))).toEqual([
      undefined,
      [],
      [-1, -2],
      [-3, -4],
      ...[-4, -3, -2, -1].map((gone) => [-1, -2, -3, -4].filter((member) => member !== gone)),
    ]);
  });

  test("members are played by devices that are not PCI, which neither come nor go", () => {
    const plan: Plan = {
      ...ONE_ROOT,
      functions: [nic()],
      otherDevices: [{ label: "a" }],
      groups: [{ members: [0] }],
      steps: [{ do: "remove", device: 0 }, { do: "add", device: 0 }, get(0)],
    };
    const seen = (each: Plan): unknown => [groups(each), each.otherDevices, asked(each), each.functions.length];
    expect(offers(playByOtherDevice, plan, seen)).toEqual([[[[-2]], [{ label: "a" }, {}], [-2], 0]]);
    expect(offers(playByOtherDevice, plan, ({ steps }) => steps)).toEqual([[get(-2)]]);
    expect(offers(playByOtherDevice, { ...plan, groups: [] }, seen)).toEqual([]);
    const two: Plan = {
      ...plan,
      functions: [nic(), nic(ROOT, 1)],
      groups: [{ members: [0, 1] }],
      steps: [{ do: "remove", device: 1 }, { do: "add", device: 1 }, get(1)],
    };
    expect(offers(playByOtherDevice, two, seen)).toEqual([
      [[[-2, 0]], [{ label: "a" }, {}], [0, 0, 0], 1],
      [[[0, -2]], [{ label: "a" }, {}], [-2], 1],
    ]);
  });

  test("a member more stands for all steps but one, then for fewer", () => {
    const plan: Plan = {
      ...EMPTY_PLAN,
      groups: [{ members: [] }, { members: [] }],
      steps: [0, 1].map((group): PlanStep => ({ do: "show", group })),
    };
    const seen = (each: Plan): unknown => [groups(each), each.steps.map((step) => "group" in step && step.group)];
    expect(offers(addMember, plan, ({ otherDevices }) => otherDevices.length)).toEqual([1, 1, 1, 1]);
    expect(offers(addMember, plan, seen)).toEqual([
      [[[-1], []], [1]],
      [[[-1], []], [0]],
      [[[], [-1]], [1]],
      [[[], [-1]], [0]],
    ]);
    const steps = (count: number): Plan => ({ ...plan, steps: Array.from({ length: count }, () => plan.steps[0]!) });
    expect(offers(addMember, steps(6), () => 1)).toHaveLength(2 * (2 + 3 + 4 + 5 + 6));
    for (const count of [1, 7]) expect(offers(addMember, steps(count), () => 1)).toEqual([]);
  });

  test("root buses that nothing stands on go, then each goes, and another takes what it has", () => {
    const plan: Plan = {
      ...EMPTY_PLAN,
      roots: [0, 5, 0x1_0000].map((segment) => ({ segment, gap: 0, spare: ALL_SPARE })),
      functions: [nic(placeOnRoot(1)), nic(placeOnRoot(2))],
      rmrrs: [
        {
          ...rmrr(),
          segment: 5,
          scopes: [planScope(1, 0, [], 0, false), planScope(1, placeOnRoot(0), [{ device: 1, function: 0 }], 0, false)],
        },
      ],
    };
    const seen = (each: Plan): unknown => [
      each.roots.map(({ segment }) => segment),
      places(each),
      each.rmrrs[0]!.segment,
      named(each),
    ];
    const offered = offers(dropRoots, plan, seen);
    // The scope that starts at the root bus that goes has no path any more.
    expect(offered[0]).toEqual([[5, 0x1_0000], [-1, -2], 5, [0]]);
    expect(offered.slice(1)).toEqual(
      [
        [[0, 5], [-2, -1], 5, [0, -1]],
        [[0, 5], [-2, -2], 5, [0, -1]],
        [[0, 0x1_0000], [-1, -2], 0, [0, -1]],
        [[0, 0x1_0000], [-2, -2], 5, [0, -1]],
        [[5, 0x1_0000], [-1, -2], 5, [0, -1]],
        [[5, 0x1_0000], [-1, -2], 5, [0, -2]],
      ].flatMap((each) => [each, each.toSpliced(2, 1, 5)]),
    );
  });
});

describe("root buses", () => {
  const two = (...segments: readonly number[]): Plan => ({
    ...EMPTY_PLAN,
    roots: segments.map((segment) => ({ segment, gap: 0, spare: ALL_SPARE })),
  });
  const segments = ({ roots }: Plan): unknown => roots.map(({ segment }) => segment);
  const ofRmrrs = ({ rmrrs }: Plan): unknown => rmrrs.map(({ segment }) => segment);

  test("are used by what stands on them, not by what stands below that", () => {
    const plan: Plan = { ...two(0, 1), functions: [port(placeOnRoot(1)), nic(0)] };
    expect(offers(dropRoots, plan, segments)[0]).toEqual([1]);
    const used: Plan = { ...two(0, 1), functions: [nic(), nic(placeOnRoot(1))] };
    for (const left of offers(dropRoots, used, segments)) expect(left).toHaveLength(1);
  });

  test("mean nothing to scopes that start at a bus of their own", () => {
    const scope = { ...planScope(1, ROOT, [{ device: 0, function: 0 }], 0, false), startBus: 5 };
    const plan: Plan = { ...two(0, 1), functions: [nic(placeOnRoot(1))], rmrrs: [{ ...rmrr(), scopes: [scope] }] };
    expect(offers(dropRoots, plan, (each) => scopesOf(each).length)[0]).toBe(1);
  });

  test("leave RMRRs in their segment as long as it has another, and take them to any that a structure can name", () => {
    const plan = (...list: readonly number[]): Plan => ({
      ...two(...list),
      functions: list.map((_, root) => nic(placeOnRoot(root))),
      rmrrs: [{ ...rmrr(), segment: 5 }],
    });
    expect(new Set(offers(dropRoots, plan(5, 5), (each) => JSON.stringify(ofRmrrs(each))))).toEqual(new Set(["[5]"]));
    expect(offers(dropRoots, plan(5, 5, 1), ofRmrrs)[4]).toEqual([5]);
    // The second goes to the third, and the first is left of its segment.
    expect(offers(dropRoots, plan(5, 5, 1), ofRmrrs)[6]).toEqual([5]);
    expect(offers(dropRoots, plan(0xffff, 5), ofRmrrs)[0]).toEqual([0xffff]);
  });
});
