/** What passes over functions offer for a small plan: what their comments promise, and no more. */

import { describe, expect, test } from "vitest";
import {
  ALL_SPARE,
  EMPTY_PLAN,
  type Plan,
  type PlanFunction,
  type PlanStep,
  planScope,
  placeOnRoot,
} from "../../generators/plan.ts";
import { castings } from "../../generators/shrinking/castings.ts";
import { exchange, exchangeablePairs, exchangeFunctions } from "../../generators/shrinking/exchange-pass.ts";
import {
  dropIdleFunctions,
  dropNamedFunctions,
  dropSubtrees,
  hoistFunctions,
  inheritFunctions,
  keepOneFunction,
  promoteBuses,
  spliceBridges,
} from "../../generators/shrinking/function-passes.ts";
import { settleFunctions } from "../../generators/shrinking/history-passes.ts";
import { nestFunctions } from "../../generators/shrinking/nest-pass.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import { get, nic, offers, ONE_ROOT, port, rmrr, ROOT } from "./small-plans.ts";

const places = ({ functions }: Plan): readonly number[] => functions.map(({ place }) => place);
const absences = ({ functions }: Plan): readonly boolean[] => functions.map(({ absent }) => absent);
const asked = ({ steps }: Plan): readonly unknown[] => steps.map((step) => ("device" in step ? step.device : step.do));
const named = (plan: Plan): readonly number[] => scopesOf(plan).map(({ at }) => at);

/** A port, a port below it, and a card below that. */
const CHAIN: Plan = { ...ONE_ROOT, functions: [port(), port(0), nic(1)] };

describe("castings", () => {
  test("let each function play each part, up to two parts", () => {
    const steps: readonly PlanStep[] = [
      get(7),
      { do: "ask", predicate: "downstream", device: 7, bridge: 9 },
      { do: "ask", predicate: "downstream", device: 9, bridge: 7 },
      { do: "show", group: 0 },
    ];
    expect(castings(steps, 2).map((cast) => asked({ ...EMPTY_PLAN, steps: cast }))).toEqual(
      [0, 1].flatMap((seven) => [0, 1].map((nine) => [seven, seven, nine, "show"])),
    );
    const alone: PlanStep = { do: "ask", predicate: "downstream", device: 7, bridge: 9 };
    expect(castings([alone], 3)).toHaveLength(9);
    expect(castings(steps, 2)[1]![1]).toMatchObject({ device: 0, bridge: 1 });
    expect(castings([get(0), get(1, 1), get(2, 2)], 2)).toEqual([]);
    expect(castings([{ do: "show", group: 0 }], 2)).toEqual([[{ do: "show", group: 0 }]]);
  });
});

describe("functions", () => {
  test("go with what is below them, the most first, the last of those that are equal first", () => {
    const plan: Plan = { ...ONE_ROOT, functions: [nic(), port(ROOT, 1), nic(1), nic(ROOT, 2)] };
    expect(offers(dropSubtrees, plan, ({ functions }) => functions.length)).toEqual([2, 3, 3, 3]);
    expect(offers(dropSubtrees, plan, ({ functions }) => functions.map(({ device }) => device))).toEqual([
      [0, 2],
      [0, 1, 0],
      [0, 1, 2],
      [1, 0, 2],
    ]);
  });

  test("below the first function count, too", () => {
    expect(offers(dropSubtrees, CHAIN, ({ functions }) => functions.length)).toEqual([0, 1, 2]);
  });

  test("that nothing points at, nor at anything below or behind them, go all at once, by halves, and one by one", () => {
    const functions = [
      nic(),
      port(ROOT, 1),
      nic(1),
      nic(ROOT, 2),
      nic(ROOT, 3),
      { ...nic(ROOT, 3), function: 1, physicalFunction: 4 },
      nic(ROOT, 4),
      port(ROOT, 5),
    ];
    const plan: Plan = {
      ...ONE_ROOT,
      functions,
      groups: [{ members: [5] }],
      rmrrs: [rmrr(6)],
      steps: [{ do: "ask", predicate: "downstream", device: 2, bridge: 7 }],
    };
    const left = (gone: readonly number[]): unknown =>
      functions.filter((_fn, index) => !gone.includes(index)).map(({ device }) => device);
    const seen = (each: Plan): unknown => each.functions.map(({ device }) => device);
    expect(offers(dropIdleFunctions, plan, seen)).toEqual([[0, 3], [3], [0]].map(left));
    expect(offers(dropIdleFunctions, { ...ONE_ROOT, functions: [nic()], rmrrs: [rmrr(0)] }, seen)).toEqual([]);
    // A bridge above what nothing points at is not pointed at, either.
    expect(offers(dropIdleFunctions, CHAIN, seen)[0]).toEqual([]);
  });

  test("go from under their scopes, which keep their paths", () => {
    const seen = (each: Plan): unknown => [places(each), scopesOf(each).map(({ at, tail }) => [at, tail.length])];
    const plan: Plan = { ...ONE_ROOT, functions: [port(), nic(0)], rmrrs: [rmrr(1)] };
    expect(offers(dropNamedFunctions, plan, seen)).toEqual([
      [[], [[ROOT, 2]]],
      [[ROOT], [[0, 1]]],
    ]);
    const one = (...scopes: readonly number[]): unknown =>
      offers(dropNamedFunctions, { ...ONE_ROOT, functions: [nic()], rmrrs: [rmrr(...scopes)] }, () => 1).length;
    expect([one(0), one(ROOT, 0), one(ROOT)]).toEqual([1, 1, 0]);
  });

  test("are hoisted to their root bus, or past one bridge", () => {
    const plan: Plan = { ...CHAIN, functions: [...CHAIN.functions, { ...nic(1), physicalFunction: 2 }] };
    expect(offers(hoistFunctions, plan, places)).toEqual([
      [ROOT, ROOT, 1, 1],
      // The virtual function goes along.
      [ROOT, 0, ROOT, ROOT],
      [ROOT, 0, 0, 0],
    ]);
  });

  test("below a bridge that is spliced out move up, and one of them is asked in its place", () => {
    const plan: Plan = { ...ONE_ROOT, functions: [port(), nic(0), nic(0, 1)], steps: [get(0)] };
    const seen = new Set(offers(spliceBridges, plan, (each) => JSON.stringify([places(each), asked(each)])));
    expect([...seen]).toEqual([[], [0], [1]].map((device) => JSON.stringify([[ROOT, ROOT], device])));
  });

  test("that stand elsewhere stay when a bridge is spliced out, and eight at most are heirs", () => {
    const plan: Plan = { ...ONE_ROOT, functions: [port(), nic(0), port(ROOT, 1), nic(2)] };
    expect(offers(spliceBridges, plan, places)[0]).toEqual([ROOT, ROOT, 1]);
    const many: Plan = {
      ...ONE_ROOT,
      functions: [port(), ...Array.from({ length: 9 }, (_, at) => nic(0, at))],
      steps: [get(0)],
    };
    expect(new Set(offers(spliceBridges, many, (each) => asked(each)[0]))).toEqual(
      new Set([undefined, ...Array(8).keys()]),
    );
  });

  test("have every other one for an heir, where they are few", () => {
    const plan: Plan = { ...CHAIN, functions: [...CHAIN.functions, nic(1, 1)], steps: [get(3)] };
    const seen = offers(inheritFunctions, plan, (each) => `${places(each).join()} ${asked(each).join()}`);
    // The last one goes: the bridge above it first, then the others, the one beside it also in its slot.
    expect(seen.slice(0, 4)).toEqual([1, 0, 2, 2].map((heir) => `-1,0,1 ${heir}`));
    const many: Plan = { ...ONE_ROOT, functions: [port(), ...Array.from({ length: 12 }, (_, index) => nic(0, index))] };
    expect(new Set(offers(inheritFunctions, many, ({ functions }) => functions.length))).toEqual(new Set([12]));
    expect(offers(inheritFunctions, many, () => 1)).toHaveLength(12);
    const twelve: Plan = { ...ONE_ROOT, functions: many.functions.slice(1).map((fn) => ({ ...fn, place: ROOT })) };
    expect(offers(inheritFunctions, twelve, () => 1)).toHaveLength(12 * 11 * 2);
    const three: Plan = { ...ONE_ROOT, functions: [nic(ROOT, 1), nic(ROOT, 2), nic(ROOT, 3)] };
    const slots = ({ functions }: Plan): unknown => functions.map(({ device }) => device);
    expect(offers(inheritFunctions, three, slots).slice(0, 2)).toEqual([
      [1, 2],
      [3, 2],
    ]);
    const beside: Plan = { ...ONE_ROOT, functions: [nic(ROOT, 1), nic(ROOT, 2)] };
    expect(offers(inheritFunctions, beside, ({ functions }) => functions[0]!.device)).toEqual([1, 2, 2, 1]);
  });

  test("are one that plays all parts on its root bus, while scopes keep their paths", () => {
    const plan: Plan = { ...CHAIN, rmrrs: [rmrr(1)], steps: [get(2), get(0, 1)] };
    const seen = new Set(
      offers(keepOneFunction, plan, (each) => JSON.stringify([places(each), asked(each), named(each)])),
    );
    // A scope of what is gone becomes a path from the root bus.
    expect([...seen].map((each) => JSON.parse(each) as unknown)).toEqual([
      [[ROOT], [0, 0], [0]],
      [[ROOT], [0, 0], [ROOT]],
    ]);
    expect(offers(keepOneFunction, { ...ONE_ROOT, functions: [nic()] }, () => 1)).toEqual([]);
    const two: Plan = { ...ONE_ROOT, functions: [nic(), { ...nic(), physicalFunction: 0, beyondBus: true }] };
    const bare = ({ functions: [fn] }: Plan): unknown => [fn!.physicalFunction, fn!.beyondBus];
    expect(new Set(offers(keepOneFunction, two, (each) => JSON.stringify(bare(each))))).toEqual(
      new Set(["[-1,false]"]),
    );
    const twelve = Array.from({ length: 13 }, (_, device) => nic(ROOT, device));
    expect(offers(keepOneFunction, { ...ONE_ROOT, functions: twelve }, () => 1)).toEqual([]);
    expect(offers(keepOneFunction, { ...ONE_ROOT, functions: twelve.slice(1) }, () => 1).length).toBeGreaterThan(11);
  });

  test("below a bridge on a root bus come to a root bus of the same number", () => {
    const alone: Plan = { ...CHAIN, steps: [get(0)] };
    const seen = ({ roots, functions, steps }: Plan): unknown => [
      roots.map(({ gap }) => gap),
      functions.map(({ place }) => place),
      steps.length,
    ];
    expect(offers(promoteBuses, alone, seen)).toEqual([
      [[1], [ROOT, 0], 0],
      [[1], [ROOT, 0], 1],
      // That behind the inner bridge comes to a root bus behind what is left.
      [[0, 0], [ROOT, placeOnRoot(1)], 1],
    ]);
    const other = placeOnRoot(1);
    const two: Plan = {
      ...EMPTY_PLAN,
      roots: [0, 1].map((segment) => ({ segment, gap: 0, spare: ALL_SPARE })),
      functions: [nic(), port(ROOT, 1), nic(1), nic(other)],
      rmrrs: [
        {
          ...rmrr(2),
          scopes: [planScope(1, 2, [], 0, false), planScope(1, other, [{ device: 1, function: 0 }], 0, false)],
        },
      ],
    };
    expect(offers(promoteBuses, two, (each) => [each.roots, places(each), named(each)])[0]).toEqual([
      [
        { segment: 0, gap: 0, spare: 0 },
        { segment: 0, gap: 0, spare: ALL_SPARE },
        { segment: 1, gap: 0, spare: ALL_SPARE },
      ],
      [ROOT, placeOnRoot(1), placeOnRoot(2)],
      [1, placeOnRoot(2)],
    ]);
  });

  test("keep their bus numbers where they come to a root bus", () => {
    const other = placeOnRoot(1);
    const plan = (...functions: readonly PlanFunction[]): Plan => ({
      ...EMPTY_PLAN,
      roots: [0, 3].map((gap, segment) => ({ segment, gap, spare: ALL_SPARE })),
      functions,
    });
    const gaps = ({ roots }: Plan): unknown => roots.map(({ gap }) => gap);
    // Root bus 3, and 4 below it, or 6 where two numbers are left out.
    expect(offers(promoteBuses, plan(port(other), nic(0)), gaps)[0]).toEqual([0, 4]);
    expect(offers(promoteBuses, plan({ ...port(other), gap: 2 }, nic(0), nic(other, 1)), gaps)[0]).toEqual([0, 3, 2]);
    // With the root bus one more than there are numbers, so there is none to keep.
    expect(offers(promoteBuses, plan(...Array<PlanFunction>(256).fill(port())), gaps)).toEqual([]);
  });

  test("change places if nothing stands below or behind them, and all that points at them follows", () => {
    const plan: Plan = {
      ...ONE_ROOT,
      functions: [port(), nic(0), nic(ROOT, 1), { ...nic(ROOT, 1), physicalFunction: 2 }, nic(ROOT, 3)],
      groups: [{ members: [1, 4] }],
      rmrrs: [rmrr(4, 1, 0)],
      steps: [get(1), get(2, 1)],
    };
    // Not 1 and 3: a virtual function stands behind its physical one.
    expect(exchangeablePairs(plan)).toEqual([
      [1, 4],
      [3, 4],
    ]);
    // Nor a function before the bridge above it.
    expect(exchangeablePairs({ ...ONE_ROOT, functions: [nic(), port(ROOT, 1), nic(1)] })).toEqual([]);
    const exchanged = exchange(plan, 1, 4);
    expect([exchanged.functions[1], exchanged.functions[4]]).toEqual([plan.functions[4], plan.functions[1]]);
    expect([named(exchanged), asked(exchanged), exchanged.groups[0]!.members]).toEqual([
      [1, 4, 0],
      [4, 2],
      [4, 1],
    ]);
  });

  test("that change places save a scope, in plans that are small", () => {
    const plan = (functions: number, scopes: number): Plan => ({
      ...ONE_ROOT,
      roots: [0, 1, 0x1_0000].map((segment) => ({ segment, gap: 0, spare: ALL_SPARE })),
      functions: Array.from({ length: functions }, (_, device) => nic(ROOT, device)),
      rmrrs: [rmrr(...Array.from({ length: scopes }, (_, index) => index))],
    });
    const seen = (each: Plan): unknown => [named(each), each.rmrrs[0]!.segment];
    // Each with the other segment that a structure can name, too.
    expect(offers(exchangeFunctions, plan(2, 2), seen)).toEqual([
      [[0], 0],
      [[0], 1],
      [[1], 0],
      [[1], 1],
    ]);
    const last = { ...plan(2, 1), roots: [0, 0xffff].map((segment) => ({ segment, gap: 0, spare: ALL_SPARE })) };
    expect(offers(exchangeFunctions, last, seen)).toEqual([0, 0xffff].map((segment) => [[], segment]));
    const mixed = { ...plan(2, 1), rmrrs: [rmrr(0), { ...rmrr(), segment: 1 }] };
    expect(offers(exchangeFunctions, mixed, (each) => each.rmrrs.map(({ segment }) => segment))).toEqual([
      [0, 1],
      [0, 0],
      [1, 1],
    ]);
    expect(offers(exchangeFunctions, plan(5, 4), () => 1)).toHaveLength(10 * 4 * 2);
    expect(offers(exchangeFunctions, plan(6, 4), () => 1)).toEqual([]);
    expect(offers(exchangeFunctions, plan(5, 5), () => 1)).toEqual([]);
  });

  test("that one RMRR names stand below each other", () => {
    const plan: Plan = { ...ONE_ROOT, functions: [nic(), nic(ROOT, 1)], rmrrs: [rmrr(0, 1)], steps: [get(0)] };
    const seen = (each: Plan): unknown => [
      places(each),
      each.functions.map((fn) => fn.headerType),
      named(each),
      asked(each),
    ];
    expect(offers(nestFunctions, plan, seen)).toEqual([
      [[ROOT, 0], [1, 0], [0], [0]],
      [[ROOT, 0], [1, 0], [0], [1]],
    ]);
    const names = (change: Partial<Plan>): number => offers(nestFunctions, { ...plan, ...change }, () => 1).length;
    expect(names({ rmrrs: [rmrr(0), rmrr(1)] })).toBe(0);
    expect(names({ rmrrs: [rmrr(0, 0)] })).toBe(0);
    expect(names({ rmrrs: [rmrr(0)] })).toBe(0);
    expect(names({ rmrrs: [rmrr(0, ROOT)] })).toBe(0);
    expect(names({ functions: [nic(), { ...nic(), physicalFunction: 0 }] })).toBe(0);
    expect(names({ functions: [port(), nic(0)] })).toBe(0);
    expect(names({ functions: [...plan.functions, nic(ROOT, 2), nic(ROOT, 3), nic(ROOT, 4)] })).toBe(2);
    expect(names({ functions: Array.from({ length: 6 }, (_, device) => nic(ROOT, device)) })).toBe(0);
    // What stands below one of them would not follow.
    const headers = ({ functions }: Plan): unknown => functions.map((fn) => fn.headerType);
    const nests = (functions: readonly PlanFunction[], ...scopes: readonly number[]): unknown =>
      offers(nestFunctions, { ...ONE_ROOT, functions, rmrrs: [rmrr(...scopes)] }, (each) => [
        places(each),
        headers(each),
      ]);
    expect(nests([port(), nic(ROOT, 1), nic(0)], 0, 1)).toEqual([
      [
        [ROOT, 0, 0],
        [1, 0, 0],
      ],
    ]);
    expect(nests([nic(), port(ROOT, 1), nic(1)], 0, 1)).toEqual([
      [
        [ROOT, 0, 1],
        [1, 1, 0],
      ],
    ]);
    // Any bridge will do, and others stay what they are.
    expect(nests([{ ...port(), headerType: 2 }, nic(ROOT, 1), nic(ROOT, 2)], 0, 1)).toContainEqual([
      [ROOT, 0, ROOT],
      [2, 0, 0],
    ]);
    const virtual = [nic(), { ...nic(), physicalFunction: 0 }, nic(ROOT, 1)];
    expect([nests(virtual, 0, 2), nests(virtual, 1, 2)]).toEqual([[], []]);
    const elsewhere = { roots: [...ONE_ROOT.roots, ...ONE_ROOT.roots], functions: [nic(placeOnRoot(1))] };
    expect(names({ ...elsewhere, rmrrs: [rmrr(0, ROOT)] })).toBe(0);
  });

  test("that come bring their virtual functions", () => {
    const absent = { ...nic(), absent: true };
    const functions = [nic(ROOT, 1), absent, { ...absent, physicalFunction: 1 }, { ...absent, physicalFunction: 0 }];
    const plan: Plan = { ...ONE_ROOT, functions, steps: [{ do: "add", device: 1 }] };
    expect(offers(settleFunctions, plan, absences)[0]).toEqual([false, false, false, true]);
  });

  test("that come or go are there, or not, from the start: all up to the last, then each", () => {
    const plan: Plan = {
      ...ONE_ROOT,
      functions: [{ ...port(), absent: true }, { ...nic(0), absent: true }, nic(ROOT, 1)],
      steps: [{ do: "add", device: 0 }, get(0), { do: "remove", device: 2 }],
    };
    const seen = (each: Plan): unknown => [absences(each), each.steps.map((step) => step.do)];
    expect(offers(settleFunctions, plan, seen).slice(0, 3)).toEqual([
      [[false, false, true], ["get"]],
      [
        [false, false, false],
        ["get", "remove"],
      ],
      [
        [true, true, true],
        ["add", "get"],
      ],
    ]);
    // Then two that stand beside each other change places.
    expect(offers(settleFunctions, plan, places).slice(3)).toEqual([
      [ROOT, ROOT, 0],
      [ROOT, ROOT, 0],
    ]);
    const kept = ({ steps }: Plan): unknown => steps.map((step) => step.do);
    expect(offers(settleFunctions, plan, kept).slice(3)).toEqual([
      ["get", "remove"],
      ["add", "get"],
    ]);
    const four = { ...plan, functions: [...plan.functions, nic(ROOT, 2)] };
    expect(offers(settleFunctions, four, () => 1).length).toBeGreaterThan(3);
    const five = { ...plan, functions: [...plan.functions, nic(ROOT, 2), nic(ROOT, 3)] };
    expect(offers(settleFunctions, five, () => 1)).toHaveLength(3);
  });
});
