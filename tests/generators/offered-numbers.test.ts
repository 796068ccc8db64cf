/** What passes over numbers and damaged bytes offer for a small plan: what their comments promise, and no more. */

import { describe, expect, test } from "vitest";
import {
  ALL_SPARE,
  EMPTY_PLAN,
  type Plan,
  type PlanFunction,
  type PlanRoot,
  planScope,
} from "../../generators/plan.ts";
import { lessenDamage, mendTable } from "../../generators/shrinking/damage-passes.ts";
import { dropAndFailEarlier, failEarlier, inheritAndFail } from "../../generators/shrinking/history-passes.ts";
import { closeGaps, lowerSegments, lowerSlots } from "../../generators/shrinking/number-passes.ts";
import { get, nic, offers, ONE_ROOT, port, rmrr, ROOT } from "./small-plans.ts";

const withRoots = (...roots: readonly Partial<PlanRoot>[]): Plan => ({
  ...EMPTY_PLAN,
  roots: roots.map((root) => ({ segment: 0, gap: 0, spare: ALL_SPARE, ...root })),
});
const withFunction = (change: Partial<PlanFunction>): Plan => ({ ...ONE_ROOT, functions: [{ ...nic(), ...change }] });

/** 0 and 1, and what halves the way that is left. */
const BELOW_10 = [0, 1, 5, 8, 9];

describe("gaps in bus numbers", () => {
  test("before a root bus close at once, then by halves", () => {
    expect(offers(closeGaps, withRoots({ gap: 10 }), ({ roots }) => roots[0]!.gap)).toEqual([0, ...BELOW_10]);
    expect(offers(closeGaps, withRoots({}), () => 1)).toEqual([]);
  });

  test("and numbers that are kept free go apart from each other", () => {
    const seen = ({ roots }: Plan): readonly number[] => [roots[0]!.gap, roots[0]!.spare];
    expect(offers(closeGaps, withRoots({ gap: 2, spare: 7 }), seen)).toEqual([
      [0, ALL_SPARE],
      [2, ALL_SPARE],
      [0, 7],
      [1, 7],
    ]);
  });

  test("before one of several root buses leave the others as they are", () => {
    const gaps = ({ roots }: Plan): readonly number[] => roots.map(({ gap }) => gap);
    expect(offers(closeGaps, withRoots({ gap: 1 }, { segment: 1 }), gaps)).toEqual([
      [0, 0],
      [0, 0],
    ]);
    expect(offers(closeGaps, withRoots({ gap: 2 }, { segment: 1, gap: 1 }), gaps)).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
      [2, 0],
    ]);
    expect(offers(closeGaps, withRoots({ spare: 7 }), ({ roots }) => roots[0]!.spare)).toEqual([ALL_SPARE, ALL_SPARE]);
  });

  test("below bridges close like those before root buses, which stay, or close too", () => {
    const seen = ({ roots, functions }: Plan): readonly number[] => [
      roots[0]!.gap,
      functions[0]!.gap,
      functions[0]!.spare,
    ];
    const plan: Plan = { ...withRoots({ gap: 1 }), functions: [{ ...port(), gap: 2, spare: 3 }, nic(ROOT, 1)] };
    expect(offers(closeGaps, plan, seen)).toEqual([
      [0, 0, 0],
      [1, 0, 0],
      [0, 2, 3],
      [0, 2, 3],
      [1, 0, 3],
      [1, 1, 3],
      [1, 2, 0],
      [1, 2, 1],
      [1, 2, 2],
    ]);
    for (const change of [{ spare: 1 }, { gap: 1 }]) {
      expect(offers(closeGaps, { ...ONE_ROOT, functions: [{ ...port(), ...change }] }, () => 1)).toHaveLength(2);
    }
    expect(offers(closeGaps, { ...ONE_ROOT, functions: [nic()] }, () => 1)).toEqual([]);
  });
});

describe("segments", () => {
  const segments = ({ roots }: Plan): readonly number[] => roots.map(({ segment }) => segment);

  test("become one of those that there are, or the least that is free", () => {
    expect(offers(lowerSegments, withRoots({ segment: 3 }, { segment: 7 }), segments)).toEqual([
      [0, 7],
      [1, 7],
      [3, 3],
      [3, 0],
      [3, 1],
    ]);
    expect(offers(lowerSegments, withRoots({ segment: 0 }, { segment: 1 }), segments)).toEqual([[0, 0]]);
  });

  test("that no DMAR structure can name become the least of these, too", () => {
    expect(offers(lowerSegments, withRoots({ segment: 0x1_0005 }), segments)).toEqual([[0], [0x1_0000]]);
    expect(offers(lowerSegments, withRoots({ segment: 0x1_0000 }), segments)).toEqual([[0]]);
  });

  test("take their RMRRs along, and the bus numbers that a last root bus leaves stay with the last", () => {
    const plan: Plan = { ...withRoots({}, { segment: 2 }), rmrrs: [{ ...rmrr(), segment: 2 }, rmrr()] };
    const [joined] = lowerSegments.candidates(plan);
    expect(joined!.rmrrs.map(({ segment }) => segment)).toEqual([0, 0]);
    expect(joined!.roots.map(({ spare }) => spare)).toEqual([0, ALL_SPARE]);
    // A wish that is not plain stays.
    expect(offers(lowerSegments, withRoots({ segment: 3, spare: 7 }), ({ roots }) => roots[0]!.spare)).toEqual([7]);
  });
});

describe("devices and functions", () => {
  const slots = ({ functions }: Plan): readonly (readonly number[])[] =>
    functions.map((fn) => [fn.device, fn.function]);

  test("become 0 together, then each by halves", () => {
    expect(offers(lowerSlots, withFunction({ device: 10, function: 3 }), slots).flat()).toEqual([
      [0, 0],
      ...BELOW_10.map((device) => [device, 3]),
      [0, 0],
      ...BELOW_10.map((device) => [device, 3]),
      ...[0, 1, 2].map((number) => [10, number]),
    ]);
    expect(offers(lowerSlots, withFunction({}), slots)).toEqual([]);
    expect(offers(lowerSlots, withFunction({ function: 3 }), slots).flat()).toEqual([
      [0, 0],
      ...[0, 1, 2].map((number) => [0, number]),
    ]);
  });

  test("of several devices become less one device after the other, the least first", () => {
    const plan: Plan = { ...ONE_ROOT, functions: [nic(ROOT, 2), nic(ROOT, 1)] };
    expect(offers(lowerSlots, plan, ({ functions }) => functions.map(({ device }) => device))).toEqual([
      [0, 0],
      [2, 0],
      [0, 1],
      [1, 1],
      [0, 1],
      [1, 1],
      [2, 0],
    ]);
  });

  test("of one device number get another together, and the hops that say it", () => {
    const scopes = [
      planScope(
        1,
        ROOT,
        [
          { device: 2, function: 0 },
          { device: 1, function: 0 },
        ],
        0,
        false,
      ),
    ];
    const plan: Plan = { ...ONE_ROOT, functions: [nic(ROOT, 2), nic(ROOT, 2)], rmrrs: [{ ...rmrr(), scopes }] };
    const seen = (each: Plan): readonly number[] => [
      ...each.functions.map(({ device }) => device),
      ...each.rmrrs[0]!.scopes[0]!.tail.map(({ device }) => device),
    ];
    expect(offers(lowerSlots, plan, seen)).toEqual([
      [0, 0, 2, 1],
      [0, 0, 0, 1],
      [1, 1, 1, 1],
      [0, 2, 2, 1],
      [1, 2, 2, 1],
      [2, 0, 2, 1],
      [2, 1, 2, 1],
      // Each hop by itself.
      [2, 2, 0, 1],
      [2, 2, 1, 1],
      [2, 2, 2, 0],
    ]);
  });

  test("of hops become less in the scope that they are of", () => {
    const scopes = [1, 2].map((device) => planScope(1, ROOT, [{ device: 0, function: device }], 0, false));
    const seen = ({ rmrrs }: Plan): readonly number[] => rmrrs[0]!.scopes.map(({ tail }) => tail[0]!.function);
    expect(offers(lowerSlots, { ...ONE_ROOT, rmrrs: [{ ...rmrr(), scopes }] }, seen)).toEqual([
      [0, 2],
      [1, 0],
      [1, 1],
    ]);
  });
});

describe("allocations that fail", () => {
  const failing = (first: number, count: number): Plan => ({
    ...ONE_ROOT,
    steps: [get(0), { do: "fail-allocations", first, count }],
  });
  const seen = ({ steps: [got, step] }: Plan): readonly unknown[] =>
    step?.do === "fail-allocations" ? [got!.do, step.first, step.count] : [];

  test("become one that is the first, then fewer, then earlier", () => {
    expect(offers(failEarlier, failing(10, 10), seen)).toEqual([
      ["get", 1, 1],
      ...[1, 5, 8, 9].map((count) => ["get", 10, count]),
      ...[1, 5, 8, 9].map((first) => ["get", first, 10]),
    ]);
    expect(offers(failEarlier, failing(1, 2), seen)).toEqual([["get", 1, 1]]);
    expect(offers(failEarlier, failing(1, 1), seen)).toEqual([]);
    expect(offers(failEarlier, failing(3, 1), seen)).toEqual([
      ["get", 1, 1],
      ["get", 2, 1],
    ]);
  });

  test("are up to four earlier if an RMRR, another step or a member of a group goes", () => {
    const rmrrs = [rmrr(), { ...rmrr(), segment: 1 }];
    const groups = [{ members: [0, 1] }];
    const earlier = (first: number): readonly unknown[] =>
      offers(dropAndFailEarlier, { ...failing(first, 1), rmrrs, groups }, (each) => [
        each.rmrrs.map(({ segment }) => segment),
        each.groups[0]!.members,
        each.steps.map((step) => (step.do === "fail-allocations" ? `${step.first} ${step.count}` : step.do)),
      ]);
    const fewer = (first: number): readonly unknown[] => [
      [[0], [0, 1], ["get", `${first} 1`]],
      [[1], [0, 1], ["get", `${first} 1`]],
      [[0, 1], [0, 1], [`${first} 1`]],
      [[0, 1], [0], ["get", `${first} 1`]],
      [[0, 1], [1], ["get", `${first} 1`]],
    ];
    const four = [6, 5, 4, 3].map(fewer);
    expect(earlier(7)).toEqual([0, 1, 2, 3, 4].flatMap((kind) => four.map((each) => each[kind])));
    expect(earlier(2)).toEqual(fewer(1));
    expect(earlier(1)).toEqual([]);
  });

  test("are one, up to four later, if a function inherits, and where two RMRRs change places, the same one", () => {
    const plan = (first: number, count: number, rmrrs: number): Plan => ({
      ...failing(first, count),
      functions: [nic(ROOT, 0), nic(ROOT, 1)],
      rmrrs: Array.from({ length: rmrrs }, (_, segment) => ({ ...rmrr(), segment })),
    });
    const inherited = ({ functions, rmrrs, steps }: Plan): unknown => [
      functions.map(({ device }) => device),
      rmrrs.map(({ segment }) => segment),
      steps.map((step) => (step.do === "fail-allocations" ? `${step.first} ${step.count}` : step.do)),
    ];
    const each = (firsts: readonly number[], ...orders: readonly (readonly number[])[]): readonly unknown[] =>
      [1, 0].flatMap((left) =>
        firsts.flatMap((first) => orders.map((order) => [[left], order, ["get", `${first} 1`]])),
      );
    // With as many allocations that fail, it is not the same one.
    expect(offers(inheritAndFail, plan(2, 1, 1), inherited)).toEqual(each([1, 3, 4, 5, 6], [0]));
    expect(offers(inheritAndFail, plan(2, 3, 3), inherited)).toEqual(each([1, 2, 3, 4, 5, 6], [0, 1, 2]));
    expect(offers(inheritAndFail, plan(1, 2, 2), inherited)).toEqual(each([1, 2, 3, 4, 5], [0, 1], [1, 0]));
    const same = offers(inheritAndFail, plan(1, 1, 2), inherited).slice(0, 2);
    expect(same).toEqual([
      [[1], [1, 0], ["get", "1 1"]],
      [[1], [0, 1], ["get", "2 1"]],
    ]);
    const many = (count: number): Plan => ({ ...plan(1, 2, 1), functions: Array(count).fill(nic()) });
    expect([1, 4, 5].map((count) => offers(inheritAndFail, many(count), inherited).length)).toEqual([0, 12 * 5, 0]);
    expect(offers(inheritAndFail, { ...plan(1, 1, 1), steps: [get(0)] }, inherited)).toEqual([]);
  });
});

describe("what is wrong with a table", () => {
  test("goes all at once, then thing by thing, then RMRR by RMRR", () => {
    const spoilt = [{ ...rmrr(), rest: [1] }, rmrr(), { ...rmrr(), shortened: 5 }];
    const plan: Plan = { ...ONE_ROOT, damage: { width: 3, noUnits: true }, rmrrs: spoilt };
    const seen = ({ damage, rmrrs }: Plan): unknown => [damage, rmrrs.map((each) => each.rest ?? each.shortened)];
    expect(offers(mendTable, plan, seen)).toEqual([
      [undefined, [[1], undefined, 5]],
      [{ noUnits: true }, [[1], undefined, 5]],
      [{ width: 3 }, [[1], undefined, 5]],
      [plan.damage, [undefined, undefined, 5]],
      [plan.damage, [[1], undefined, undefined]],
    ]);
    expect(offers(mendTable, { ...ONE_ROOT, damage: { width: 3 } }, seen)).toEqual([[undefined, []]]);
    expect(offers(mendTable, ONE_ROOT, seen)).toEqual([]);
  });

  test("becomes fewer bytes, then zeros, then less in each", () => {
    const plan = (trailing: readonly number[]): Plan => ({ ...ONE_ROOT, damage: { trailing } });
    const seen = ({ damage }: Plan): unknown => damage?.trailing;
    expect(offers(lessenDamage, plan([9, 0]), seen)).toEqual([[9], [0, 0], [0, 0], [1, 0], [2, 0], [4, 0], [8, 0]]);
    expect(offers(lessenDamage, plan(Array(10).fill(0)), seen).map((bytes) => (bytes as number[]).length)).toEqual([
      1, 4, 8, 5, 9,
    ]);
    expect(offers(lessenDamage, plan(Array(7).fill(0)), seen).map((bytes) => (bytes as number[]).length)).toEqual([
      1, 4, 3, 5, 6,
    ]);
    expect(offers(lessenDamage, plan([0]), seen)).toEqual([]);
  });

  test("becomes less, down to what is still wrong", () => {
    const numbers = (member: "width" | "length" | "checksum" | "cut", value: number): readonly unknown[] =>
      offers(lessenDamage, { ...ONE_ROOT, damage: { [member]: value } }, ({ damage }) => damage?.[member]);
    expect(numbers("width", 20)).toEqual([0, 1, 2, 10, 12, 19]);
    expect(numbers("length", 3)).toEqual([0, 1, 2]);
    expect(numbers("checksum", 5)).toEqual([1, 2, 3, 4]);
    expect(numbers("cut", 2)).toEqual([1]);
    const orders = (order: "reversed" | "rmrrs-first"): readonly unknown[] =>
      offers(lessenDamage, { ...ONE_ROOT, damage: { order } }, ({ damage }) => damage?.order);
    expect(orders("reversed")).toEqual(["rmrrs-first"]);
    expect(orders("rmrrs-first")).toEqual([]);
  });

  test("of one RMRR becomes less without the others", () => {
    const shortened = { ...ONE_ROOT, rmrrs: [rmrr(), { ...rmrr(), shortened: 23 }] };
    expect(offers(lessenDamage, shortened, ({ rmrrs }) => rmrrs.map((each) => each.shortened))).toEqual(
      [4, 5, 6, 11, 15, 22].map((length) => [undefined, length]),
    );
    const rest = { ...ONE_ROOT, rmrrs: [{ ...rmrr(), rest: [0, 0] }, rmrr()] };
    expect(offers(lessenDamage, rest, ({ rmrrs }) => rmrrs.map((each) => each.rest))).toEqual([[[0], undefined]]);
  });
});
