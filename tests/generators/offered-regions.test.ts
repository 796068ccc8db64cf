/** What passes over RMRRs, regions and details offer for a small plan: what their comments promise, and no more. */

import { describe, expect, test } from "vitest";
import { EMPTY_PLAN, type Plan } from "../../generators/plan.ts";
import { calmDetails, calmRegions } from "../../generators/shrinking/calm-passes.ts";
import { dropLastRmrrs, lengthenLines } from "../../generators/shrinking/many-rmrrs-passes.ts";
import { orderLists } from "../../generators/shrinking/step-passes.ts";
import { joinRmrrs } from "../../generators/shrinking/table-passes.ts";
import { leanOnWindow } from "../../generators/shrinking/window-pass.ts";
import type { RegionFields } from "../../model/region.ts";
import { get, insert, nic, offers, ONE_ROOT, port, rmrr } from "./small-plans.ts";

describe("many RMRRs", () => {
  const many = (count: number): Plan => ({
    ...ONE_ROOT,
    functions: [nic(), port()],
    rmrrs: Array.from({ length: count }, (_, index) => ({ ...rmrr(), reserved: index })),
  });

  test("lose half of them, and less, from the end", () => {
    expect(offers(dropLastRmrrs, many(24), ({ rmrrs }) => rmrrs.map(({ reserved }) => reserved))).toEqual(
      [12, 18, 21, 23].map((count) => [...Array(count).keys()]),
    );
    expect(offers(dropLastRmrrs, many(23), () => 1)).toEqual([]);
  });

  test("are one fewer if every endpoint is a USB controller", () => {
    const seen = (each: Plan): readonly number[] => [
      each.rmrrs.length,
      ...each.functions.map((fn) => fn.classCode >> 8),
    ];
    expect(offers(lengthenLines, many(24), seen)).toEqual([[23, 0x0c03, 0x0604]]);
    expect(offers(lengthenLines, many(23), seen)).toEqual([]);
  });
});

describe("few RMRRs", () => {
  const some = (count: number): Plan => ({
    ...ONE_ROOT,
    groups: [{ members: [] }],
    rmrrs: Array.from({ length: count }, (_, index) => ({ ...rmrr(-1 - index), reserved: index })),
  });

  test("of one segment are joined to the range of either", () => {
    const seen = ({ rmrrs }: Plan): unknown =>
      rmrrs.map(({ reserved, scopes }) => [reserved, scopes.map(({ at }) => at)]);
    expect(offers(joinRmrrs, some(2), seen)).toEqual([[[0, [-1, -2]]], [[1, [-2, -1]]]]);
    const apart = { ...some(2), rmrrs: [rmrr(), { ...rmrr(), segment: 1 }] };
    expect(offers(joinRmrrs, apart, seen)).toEqual([]);
    expect(offers(joinRmrrs, some(3), seen)[1]).toEqual([
      [0, [-1, -3]],
      [1, [-2]],
    ]);
    expect(offers(joinRmrrs, some(8), () => 1)).toHaveLength(8 * 7);
    expect(offers(joinRmrrs, some(9), () => 1)).toEqual([]);
  });

  test("are one fewer if another lies by the interrupt window: in it, beside it, across its ends, or all over it", () => {
    const seen = ({ rmrrs }: Plan): unknown => rmrrs.map((each) => [each.reserved, each.base, each.limit]);
    const places = [
      [0xfee0_0000n, 0xfee0_0fffn],
      [0xfedf_f000n, 0xfedf_ffffn],
      [0xfef0_0000n, 0xfef0_0fffn],
      [0xfedf_f000n, 0xfee0_0fffn],
      [0xfeef_f000n, 0xfef0_0fffn],
      [0xfee0_0000n, 0xfeef_ffffn],
    ] as const;
    expect(offers(leanOnWindow, some(2), seen)).toEqual(
      [1, 0].flatMap((kept) => places.map((place) => [[kept, ...place]])),
    );
    // The others stay as they are.
    expect(offers(leanOnWindow, some(3), seen)[0]).toEqual([
      [1, ...places[0]],
      [2, 0x1000n, 0x1fffn],
    ]);
    expect(offers(leanOnWindow, some(4), () => 1)).toHaveLength(4 * 3 * 6);
    expect(offers(leanOnWindow, some(1), () => 1)).toEqual([]);
    // Of more there is one left, and of the members of groups those that are functions.
    const groups = [{ members: [-1, 0, -2] }, { members: [-3] }];
    expect(offers(leanOnWindow, { ...some(5), groups }, (each) => [seen(each), each.groups])).toEqual(
      places.map((place) => [[[0, ...place]], [{ members: [0] }, { members: [] }]]),
    );
    for (const count of [2, 5]) expect(offers(leanOnWindow, { ...some(count), groups: [] }, () => 1)).toEqual([]);
  });
});

describe("regions that are inserted", () => {
  const inserts = (...regions: readonly Partial<RegionFields>[]): Plan => ({
    ...EMPTY_PLAN,
    otherDevices: [{}],
    steps: [get(-1, 1), ...regions.map((region) => insert(region))],
  });
  const regionsOf = ({ steps }: Plan): readonly RegionFields[] =>
    steps.flatMap((step) => (step.do === "insert" ? [step.region] : []));
  test("get plainer types everywhere, then by themselves", () => {
    const plan = inserts({ type: "reserved" }, { type: "direct" }, { type: "reserved" });
    expect(offers(calmRegions, plan, (each) => regionsOf(each).map(({ type }) => type))).toEqual([
      ["direct", "direct", "direct"],
      ["direct-relaxable", "direct", "direct-relaxable"],
      ["direct", "direct", "reserved"],
      ["direct-relaxable", "direct", "reserved"],
      ["reserved", "direct", "direct"],
      ["reserved", "direct", "direct-relaxable"],
    ]);
  });

  test("get the usual protection, all of them first", () => {
    const plan = inserts({ protection: 0 }, {}, { protection: 7 });
    expect(offers(calmRegions, plan, (each) => regionsOf(each).map(({ protection }) => protection))).toEqual([
      [3, 3, 3],
      [0, 3, 3],
      [3, 3, 7],
    ]);
  });
});

describe("details", () => {
  test("go everywhere at once", () => {
    const plan: Plan = {
      ...ONE_ROOT,
      otherDevices: [{ acpiName: "\\A", label: "a" }, {}],
      rmrrs: [{ ...rmrr(), reserved: 1 }, rmrr()],
    };
    const seen = ({ otherDevices, rmrrs }: Plan): unknown => [otherDevices, rmrrs.map(({ reserved }) => reserved)];
    expect(offers(calmDetails, plan, seen)).toEqual([
      [
        [{ label: "a" }, {}],
        [1, 0],
      ],
      [plan.otherDevices, [0, 0]],
    ]);
    expect(offers(calmDetails, { ...ONE_ROOT, rmrrs: [rmrr()], otherDevices: [{}] }, seen)).toEqual([]);
  });

  test("of lists are that they come as 0, 1, 2 and go in that order", () => {
    const plan: Plan = {
      ...ONE_ROOT,
      lastListFirst: true,
      steps: [get(0, 4), { do: "insert-all-of", list: 2, source: 4 }, { do: "show", group: 0 }],
    };
    expect([...orderLists.candidates(plan)]).toEqual([
      { ...plan, lastListFirst: false },
      { ...plan, steps: [get(0, 0), { do: "insert-all-of", list: 1, source: 0 }, { do: "show", group: 0 }] },
    ]);
    expect([...orderLists.candidates({ ...ONE_ROOT, steps: [get(0, 0), get(0, 1)] })]).toEqual([]);
    const [numbered] = orderLists.candidates({
      ...ONE_ROOT,
      steps: [get(0, 0), get(0, 3), { do: "insert-all-of", list: 0, source: 3 }, { do: "show", group: 0 }],
    });
    expect(numbered!.steps).toStrictEqual([
      get(0, 0),
      get(0, 1),
      { do: "insert-all-of", list: 0, source: 1 },
      { do: "show", group: 0 },
    ]);
  });
});
