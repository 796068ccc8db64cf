/** What passes offer that let one thing take the part of another: windows, bytes, bridges, lists of groups. */

import { describe, expect, test } from "vitest";
import { planOf } from "../../generators/plan-of.ts";
import { type Plan, planScope, type PlanStep } from "../../generators/plan.ts";
import { realise } from "../../generators/realise.ts";
import { leaveBytes, shortenStructure } from "../../generators/shrinking/damage-passes.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import { getForGroup, groupForTwoSteps } from "../../generators/shrinking/member-pass.ts";
import { nameBridges, nestFunctions } from "../../generators/shrinking/nest-pass.ts";
import { joinRmrrs, thawTable } from "../../generators/shrinking/table-passes.ts";
import { leanOnIsaWindow } from "../../generators/shrinking/window-pass.ts";
import { get, insert, nic, offers, ONE_ROOT, port, rmrr, ROOT } from "./small-plans.ts";

const segments = ({ rmrrs }: Plan): readonly number[] => rmrrs.map(({ segment }) => segment);
const classes = ({ functions }: Plan): readonly number[] => functions.map(({ classCode }) => classCode);

/** RMRRs that can be told apart by the segments that they name. */
function several(count: number): Plan["rmrrs"] {
  return Array.from({ length: count }, (_, segment) => ({ ...rmrr(), segment }));
}

describe("the window of an ISA bridge", () => {
  const seen = (plan: Plan): unknown => [classes(plan), segments(plan)];

  test("stands for all RMRRs or for one, for each endpoint", () => {
    const plan: Plan = { ...ONE_ROOT, functions: [nic(), port(), nic(1)], rmrrs: several(2) };
    const nth = (first: number, third: number): readonly number[] => [first, 0x060400, third];
    expect(offers(leanOnIsaWindow, plan, seen)).toEqual(
      [nth(0x060100, 0x020000), nth(0x020000, 0x060100)].flatMap((all) => [
        [all, []],
        [all, [1]],
        [all, [0]],
      ]),
    );
    expect(offers(leanOnIsaWindow, { ...plan, functions: [nic()], rmrrs: several(1) }, seen)).toEqual([
      [[0x060100], []],
    ]);
  });

  test("is what is inserted, too, and then or else another allocation fails", () => {
    const fail = { do: "fail-allocations", first: 2, count: 3 } as const;
    const steps: readonly PlanStep[] = [insert({}), fail, get(0, 1)];
    const plan: Plan = { ...ONE_ROOT, functions: [nic()], rmrrs: several(1), steps };
    const stepsOf = (each: Plan): unknown =>
      each.steps.map((step) => {
        if (step.do === "insert") return `${step.region.type} ${step.region.end.toString(16)}`;
        if (step.do === "fail-allocations") return `${step.first} ${step.count}`;
        return "region" in step ? step : step.do;
      });
    const orders = (inserted: string): unknown => [
      [inserted, "2 3", "get"],
      ["1 1", inserted, "get"],
      [inserted, "1 1", "get"],
    ];
    expect(offers(leanOnIsaWindow, plan, stepsOf)).toEqual(
      ["direct 1fff", "direct-relaxable ffffff"].flatMap((inserted) => orders(inserted)),
    );
    const none = { ...plan, steps: [fail, get(0, 1)] };
    expect(offers(leanOnIsaWindow, none, stepsOf)).toEqual([
      ["2 3", "get"],
      ["1 1", "get"],
    ]);
    expect(offers(leanOnIsaWindow, { ...plan, steps: [get(0), get(0, 1)] }, stepsOf)).toEqual([["get", "get"]]);
    const many = (count: number): Plan => ({ ...plan, steps: [...Array<PlanStep>(count - 1).fill(get(0)), fail] });
    expect([6, 7].map((count) => offers(leanOnIsaWindow, many(count), stepsOf).length)).toEqual([6, 1]);
  });

  test("is that of one member of a group less, with an RMRR as it is or at 0; what stood below who goes moves up", () => {
    const functions = [port(), nic(0, 3), nic(ROOT, 1)];
    const plan: Plan = { ...ONE_ROOT, functions, groups: [{ members: [0, 1, 2] }], rmrrs: [rmrr(), rmrr()] };
    const drawn = (each: Plan): readonly [readonly string[], readonly string[]] => [
      each.functions.map(({ place, device, classCode }) => `${place}/${device} ${(classCode >> 8).toString(16)}`),
      each.rmrrs.map(({ base, limit }) => `${base.toString(16)}-${limit.toString(16)}`),
    ];
    const less = (...left: readonly string[]): readonly unknown[] => [
      [left, ["1000-1fff", "1000-1fff"]],
      [left, ["0-fff", "1000-1fff"]],
    ];
    const found = offers(leanOnIsaWindow, plan, drawn).filter(([some]) => some.length < 3);
    expect(found).toEqual(
      [
        less("-1/3 601", "-1/1 200"),
        less("-1/0 604", "0/3 601"),
        less("-1/3 200", "-1/1 601"),
        less("-1/0 604", "-1/1 601"),
      ].flat(),
    );
    expect(offers(leanOnIsaWindow, { ...plan, groups: [] }, drawn)).toHaveLength(2 * 3);
  });

  test("is tried for few RMRRs and functions, if there are any", () => {
    const many = (functions: number, count: number): number =>
      offers(leanOnIsaWindow, { ...ONE_ROOT, functions: Array(functions).fill(nic()), rmrrs: several(count) }, seen)
        .length;
    expect([many(5, 1), many(6, 1), many(1, 4), many(1, 5), many(1, 0)]).toEqual([5, 0, 5, 0, 0]);
  });
});

describe("bytes behind the table", () => {
  const seen = (plan: Plan): unknown => [segments(plan), plan.damage];

  test("are the head of an RMRR that goes, where a scope ends too late", () => {
    const [first, second] = several(2);
    const plan: Plan = { ...ONE_ROOT, damage: { width: 3 }, rmrrs: [{ ...first!, rest: [1] }, second!] };
    const damage = { width: 3, trailing: [1, 0, 24, 0] };
    expect(offers(leaveBytes, plan, seen)).toEqual([
      [[0], damage],
      [[1], damage],
    ]);
    expect(offers(leaveBytes, { ...plan, rmrrs: several(2) }, seen)).toEqual([]);
    const spoilt = (count: number): Plan => ({
      ...ONE_ROOT,
      rmrrs: several(count).map((each) => ({ ...each, rest: [1] })),
    });
    expect([4, 5].map((count) => offers(leaveBytes, spoilt(count), seen).length)).toEqual([4, 0]);
  });
});

describe("a structure that is too short", () => {
  const other = (type: number): Plan["structures"][number] => ({
    structure: { kind: "opaque", type, content: new Uint8Array(4) },
    scopes: [],
  });
  const seen = (plan: Plan): unknown => [
    segments(plan),
    plan.structures.map(({ structure }) => structure.kind === "opaque" && [structure.type, structure.content.length]),
  ];

  test("stands for an RMRR that is, in place of each other structure and beside them", () => {
    const [whole, short, long] = several(3);
    const rmrrs = [whole!, { ...short!, shortened: 8 }, { ...long!, rest: [1] }];
    const plan: Plan = { ...ONE_ROOT, rmrrs, structures: [other(7), other(9)] };
    const ways = [
      [
        [2, 0],
        [9, 4],
      ],
      [
        [7, 4],
        [2, 0],
      ],
      [
        [7, 4],
        [9, 4],
        [2, 0],
      ],
    ];
    expect(offers(shortenStructure, plan, seen)).toEqual([
      ...ways.map((structures) => [[0, 2], structures]),
      ...ways.map((structures) => [[0, 1], structures]),
    ]);
    expect(offers(shortenStructure, { ...plan, rmrrs: several(2) }, seen)).toEqual([]);
    const spoilt = (count: number): Plan => ({ ...plan, rmrrs: Array(count).fill(rmrrs[1]) });
    expect([4, 5].map((count) => offers(shortenStructure, spoilt(count), seen).length)).toEqual([4 * 3, 0]);
  });
});

describe("scopes", () => {
  const seen = (plan: Plan): unknown => scopesOf(plan).map(({ type, at, tail }) => [type, at, tail.length]);

  test("name the bridge above, one after the other", () => {
    const tail = [{ device: 0, function: 0 }];
    const plan: Plan = {
      ...ONE_ROOT,
      functions: [port(), nic(0), nic(ROOT, 1)],
      rmrrs: [
        {
          ...rmrr(),
          scopes: [planScope(1, 1, tail, 0, false), planScope(1, 2, [], 0, false), planScope(1, 1, [], 0, false)],
        },
      ],
    };
    const [first, second, third] = [
      [1, 1, 1],
      [1, 2, 0],
      [1, 1, 0],
    ];
    expect(offers(nameBridges, plan, seen)).toEqual([
      [[2, 0, 0], second, third],
      [first, second, [2, 0, 0]],
    ]);
    const large = (count: number): Plan => ({
      ...plan,
      functions: [...plan.functions, ...Array(count - 3).fill(nic())],
    });
    expect([5, 6].map((count) => offers(nameBridges, large(count), seen).length)).toEqual([2, 0]);
    const astray = { ...plan, rmrrs: [{ ...rmrr(), scopes: [planScope(1, ROOT, tail, 0, false)] }] };
    expect(offers(nameBridges, astray, seen)).toEqual([]);
  });

  test("of what comes below a bridge go, and the first of them names the bridge where no other one does", () => {
    const hop = [{ device: 3, function: 0 }];
    const plan = (...rmrrs: readonly (readonly (readonly [at: number, id: number])[])[]): Plan => ({
      ...ONE_ROOT,
      functions: [port(), nic(ROOT, 1), nic(ROOT, 2)],
      rmrrs: rmrrs.map((scopes) => ({ ...rmrr(), scopes: scopes.map(([at, id]) => planScope(2, at, hop, id, false)) })),
    });
    const named = ({ rmrrs }: Plan): unknown =>
      rmrrs.map(({ scopes }) => scopes.map(({ at, enumerationId, tail }) => [at, enumerationId, tail.length]));
    const both = [[0, 1] as const, [1, 2] as const];
    const [first] = offers(
      nestFunctions,
      plan(
        both,
        [
          [1, 3],
          [2, 4],
          [1, 5],
        ],
        [[2, 6]],
        [
          [2, 7],
          [0, 8],
          [1, 9],
        ],
      ),
      named,
    );
    expect(first).toEqual([
      [[0, 1, 1]],
      [
        [2, 4, 1],
        [0, 3, 0],
      ],
      [[2, 6, 1]],
      [
        [2, 7, 1],
        [0, 8, 1],
      ],
    ]);
  });
});

describe("RMRRs that are joined", () => {
  const pairs = 2;

  test("may cover a function whose regions are relaxable, which was no such function", () => {
    const xhci = { ...nic(), classCode: 0x0c0330 };
    const plan: Plan = { ...ONE_ROOT, functions: [nic(), port(), xhci], rmrrs: [rmrr(0), rmrr(2)] };
    const one = [
      [0x020000, 0x060400, 0x0c0330],
      [0x0c0330, 0x060400, 0x0c0330],
    ];
    expect(offers(joinRmrrs, plan, classes)).toEqual([...one, ...one]);
    const many = (functions: number, count: number): number => {
      const few = { ...ONE_ROOT, functions: Array(functions).fill(nic()), rmrrs: Array(count).fill(rmrr()) };
      return offers(joinRmrrs, few, classes).length;
    };
    expect([many(4, 2), many(5, 2), many(1, 4), many(1, 5)]).toEqual([5 * pairs, pairs, 2 * 12, 20]);
  });
});

describe("the list of a group", () => {
  test("stands for any two steps, for each group", () => {
    const steps: readonly PlanStep[] = [get(0, 4), { do: "show", group: 1 }, { do: "map", group: 0 }];
    const plan: Plan = { ...ONE_ROOT, functions: [nic()], groups: [{ members: [0] }, { members: [] }], steps };
    const seen = (each: Plan): unknown =>
      each.steps.map((step) => (step.do === "group" ? `${step.do} ${step.group} ${step.list}` : step.do));
    expect(offers(groupForTwoSteps, plan, seen)).toEqual(
      [0, 1].flatMap((group) => [
        [`group ${group} 5`, "map"],
        [`group ${group} 5`, "show"],
        ["get", `group ${group} 5`],
      ]),
    );
    const none = { ...plan, steps: [steps[1]!, steps[2]!] };
    expect(offers(groupForTwoSteps, none, seen)).toEqual([["group 0 0"], ["group 1 0"]]);
    const many = (count: number): Plan => ({ ...plan, steps: Array(count).fill(steps[1]) });
    expect([1, 6, 7].map((count) => offers(groupForTwoSteps, many(count), seen).length)).toEqual([0, 30, 0]);
  });

  test("is got from any function, or from a member that is not PCI, and the group is not needed", () => {
    const steps: readonly PlanStep[] = [
      { do: "group", group: 1, list: 4 },
      { do: "show", group: 0 },
      { do: "group", group: 0, list: 5 },
      { do: "show", group: 1 },
      { do: "read", list: 4 },
    ];
    const plan: Plan = {
      ...ONE_ROOT,
      functions: [nic(), nic(ROOT, 1)],
      otherDevices: [{}, {}, {}],
      groups: [{ members: [0] }, { members: [-3, 1, -1] }, { members: [-2] }],
      steps,
    };
    const seen = (each: Plan): unknown => [
      each.groups.map(({ members }) => members.length),
      each.steps.map((step) =>
        step.do === "get" ? `get ${step.device} ${step.list}` : "group" in step ? `${step.do} ${step.group}` : step.do,
      ),
    ];
    expect(offers(getForGroup, plan, seen)).toEqual([
      // Nobody has the list of the third group.
      ...[0, 1].map((device) => [
        [3, 1],
        ["group 0", `get ${device} 5`, "show 0", "read"],
      ]),
      ...[0, 1, -3, -1].map((device) => [
        [1, 1],
        [`get ${device} 4`, "show 0", "group 0", "read"],
      ]),
    ]);
    const shown = { ...plan, steps: steps.filter((step) => step.do === "show") };
    expect(offers(getForGroup, shown, seen)).toEqual([]);
    const many = (count: number): Plan => ({ ...plan, steps: Array(count).fill(steps[0]) });
    expect([6, 7].map((count) => offers(getForGroup, many(count), seen).length)).toEqual([4, 0]);
  });
});

describe("a table whose bytes do not fit together", () => {
  const bytesOf = (plan: Plan): Uint8Array => realise(plan).platform.dmar;

  test("is made from its plan only if it does not grow: thawed again and again, it would do so for ever", () => {
    const sound: Plan = { ...ONE_ROOT, functions: [nic(), nic(ROOT, 1)], rmrrs: [rmrr(0), rmrr(1)] };
    const sizes = Array.from({ length: 120 }, (_, length) => {
      const plan = planOf(realise({ ...sound, damage: { length, cut: 6 } }))!;
      const [thawed] = thawTable.candidates(plan);
      return [plan.table?.length ?? 0, thawed && realise(thawed).platform.dmar.length] as const;
    });
    for (const [before, after] of sizes) expect(after ?? 0).toBeLessThanOrEqual(before);
    expect(sizes.some(([before, after]) => before > 0 && after === undefined)).toBe(true);
    // Where only the order is not that of a plan, everything is found again.
    const [fixed] = thawTable.candidates(planOf(realise({ ...sound, damage: { order: "reversed" } }))!);
    expect(fixed!.rmrrs).toHaveLength(2);
    // One with bytes behind its structures is as long as it was.
    const trailing = [7, 7];
    const [same] = thawTable.candidates({ ...sound, rmrrs: [], table: bytesOf({ ...sound, damage: { trailing } }) });
    expect(same).toEqual({ ...sound, header: same!.header, damage: { trailing } });
  });

  test("may grow by the units that it lacks if nothing else is wrong with it, as it does so once", () => {
    const sound: Plan = { ...ONE_ROOT, functions: [nic()], rmrrs: [rmrr(0)] };
    const table = bytesOf({ ...sound, damage: { noUnits: true } });
    const [thawed] = thawTable.candidates({ ...sound, rmrrs: [], table });
    expect(thawed!.rmrrs).toEqual(sound.rmrrs);
    expect(bytesOf(thawed!).length).toBeGreaterThan(table.length);
  });
});
