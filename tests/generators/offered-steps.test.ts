/** What passes over tables and steps offer for a small plan: what their comments promise, and no more. */

import { describe, expect, test } from "vitest";
import { EMPTY_PLAN, type Plan, type PlanStep, planScope } from "../../generators/plan.ts";
import { arriveTogether } from "../../generators/shrinking/arrive-together-pass.ts";
import { inheritAndReorder } from "../../generators/shrinking/inherit-and-reorder-pass.ts";
import { dropPairs } from "../../generators/shrinking/pair-pass.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import {
  dropRmrrs,
  dropScopes,
  dropStructures,
  plainHeader,
  thawTable,
} from "../../generators/shrinking/table-passes.ts";
import { encodeTable } from "../../model/dmar/encode.ts";
import { DRHD, HEADER, RMRR } from "../dmar/hand-made-tables.ts";
import { dropLists, dropSteps } from "../../generators/shrinking/step-passes.ts";
import { dropAndMoveSteps } from "../../generators/shrinking/step-order-pass.ts";
import { get, nic, offers, ONE_ROOT, port, rmrr, ROOT } from "./small-plans.ts";

describe("what a table has many of", () => {
  const structure = { structure: { kind: "opaque", type: 9, content: new Uint8Array(1) }, scopes: [] } as const;

  test("goes all at once, by halves from the end, then one by one", () => {
    const left = offers(
      dropRmrrs,
      { ...ONE_ROOT, rmrrs: [0, 1, 2].map((reserved) => ({ ...rmrr(), reserved })) },
      (each) => each.rmrrs.map(({ reserved }) => reserved),
    );
    expect(left).toEqual([[], [0], [1, 2], [0, 1], [0, 2], [1, 2]]);
    const structures = [7, 8, 9].map((type) => ({ ...structure, structure: { ...structure.structure, type } }));
    const types = ({ structures: some }: Plan): unknown =>
      some.map((each) => each.structure.kind === "opaque" && each.structure.type - 7);
    expect(offers(dropStructures, { ...ONE_ROOT, structures }, types)).toEqual(left);
    const scopes = (each: Plan): unknown => scopesOf(each).map(({ enumerationId }) => enumerationId);
    const numbered = [0, 1, 2].map((id) => ({ ...planScope(1, ROOT, [], 0, false), enumerationId: id }));
    const plan: Plan = {
      ...ONE_ROOT,
      rmrrs: [{ ...rmrr(), scopes: numbered.slice(0, 2) }],
      structures: [{ ...structure, scopes: numbered.slice(2) }],
    };
    expect(offers(dropScopes, plan, scopes)).toEqual(left);
  });

  test("is made anew of what bytes of firmware say, and gets a usual header", () => {
    const table = encodeTable({ header: HEADER, structures: [DRHD, RMRR] });
    const [thawed] = thawTable.candidates({ ...ONE_ROOT, table });
    expect(thawed!.table).toBeUndefined();
    expect(thawed!.rmrrs.map(({ base, limit }) => [base, limit])).toEqual([[RMRR.base, RMRR.limit]]);
    expect([...thawTable.candidates(ONE_ROOT)]).toEqual([]);
    expect([...plainHeader.candidates({ ...ONE_ROOT, header: HEADER })]).toStrictEqual([ONE_ROOT]);
    expect([...plainHeader.candidates(ONE_ROOT)]).toEqual([]);
  });
});

describe("steps", () => {
  test("go with their lists, and by themselves", () => {
    const steps: readonly PlanStep[] = [
      get(0, 5),
      get(0, 7),
      { do: "insert-all-of", list: 7, source: 5 },
      { do: "show", group: 0 },
    ];
    const plan: Plan = { ...EMPTY_PLAN, steps };
    const left = (each: Plan): unknown => each.steps.map((step) => steps.indexOf(step));
    expect(offers(dropLists, plan, left)).toEqual([[3], [0, 3], [1, 3]]);
    expect(offers(dropSteps, { ...EMPTY_PLAN, steps: steps.slice(0, 2) }, left)).toEqual([[], [0], [1]]);
  });

  test("are one fewer if another one comes earlier or later", () => {
    const shows = (...list: readonly number[]): readonly PlanStep[] => list.map((group) => ({ do: "show", group }));
    const seen = ({ steps }: Plan): unknown => steps.map((step) => "group" in step && step.group);
    expect(offers(dropAndMoveSteps, { ...EMPTY_PLAN, steps: shows(1, 2, 3) }, seen)).toEqual([
      [2, 1],
      [3, 1],
      [3, 2],
    ]);
    const count = (steps: number): number =>
      offers(dropAndMoveSteps, { ...EMPTY_PLAN, steps: shows(...Array<number>(steps).fill(0)) }, () => 1).length;
    // Each of the five that are left has four other places; that two neighbours change theirs is offered once.
    expect([count(2), count(6), count(7)]).toEqual([0, 6 * (5 * 4 - 4), 0]);
  });

  test("or RMRRs come in another order, and one function inherits from another, below which what stood moves up", () => {
    const functions = [port(), nic(0, 1), nic(ROOT, 2)];
    const rmrrs = [rmrr(0), rmrr(2)].map((each, reserved) => ({ ...each, reserved }));
    const plan: Plan = { ...ONE_ROOT, functions, rmrrs, steps: [get(0), get(1, 1), get(2, 2)] };
    const seen = (each: Plan): string =>
      [
        each.functions.map(({ place, device }) => `${place}/${device}`).join(),
        each.rmrrs.map(({ reserved, scopes }) => `${reserved}@${scopes.map(({ at }) => at).join()}`).join(),
        each.steps.map((step) => ("list" in step && "device" in step ? `${step.list}:${step.device}` : "")).join(),
      ].join(" ");
    const gone = (left: string, [one, two]: readonly number[], heirs: readonly number[]): readonly string[] => {
      const gets = heirs.map((at, list) => `${list}:${at}`);
      const [first, second, third] = gets;
      const orders = [
        [second, third, first],
        [second, first, third],
        [third, first, second],
        [first, third, second],
      ];
      return [
        `${left} 1@${two},0@${one} ${gets.join()}`,
        ...orders.map((order) => `${left} 0@${one},1@${two} ${order.join()}`),
      ];
    };
    expect(offers(inheritAndReorder, plan, seen)).toEqual([
      ...gone("-1/1,-1/2", [0, 1], [0, 0, 1]),
      ...gone("-1/1,-1/2", [1, 1], [1, 0, 1]),
      ...gone("-1/0,-1/2", [0, 1], [0, 0, 1]),
      ...gone("-1/0,-1/2", [0, 1], [0, 1, 1]),
      ...gone("-1/0,0/1", [0, 0], [0, 1, 0]),
      ...gone("-1/0,0/1", [0, 1], [0, 1, 1]),
    ]);
    const count = (functionCount: number, rmrrCount: number, gets: number): number => {
      const steps = Array.from({ length: gets }, (_, list) => get(0, list));
      const many = {
        ...plan,
        functions: Array(functionCount).fill(nic()),
        rmrrs: Array(rmrrCount).fill(rmrr()),
        steps,
      };
      return offers(inheritAndReorder, many, seen).length;
    };
    expect([count(1, 2, 2), count(2, 2, 1), count(2, 1, 1), count(2, 3, 1)]).toEqual([0, 2, 0, 0]);
    expect([count(4, 1, 4), count(5, 1, 4), count(4, 1, 5), count(4, 2, 5)]).toEqual([12 * 9, 0, 0, 12]);
  });

  test("are those of the bridge above who came, and one of the others goes", () => {
    const functions = [port(), { ...nic(0), absent: true }, nic(ROOT, 1)];
    const plan: Plan = { ...ONE_ROOT, functions, steps: [{ do: "add", device: 1 }, get(1), { do: "add", device: 2 }] };
    const seen = (each: Plan): string =>
      [
        each.functions.map(({ place, device, absent }) => `${place}/${device}${absent ? "?" : ""}`).join(),
        each.steps.map((step) => ("device" in step ? `${step.do} ${step.device}` : "")).join(),
      ].join(" ");
    expect(offers(arriveTogether, plan, seen)).toEqual([
      "-1/0?,-1/1 add 0,get 0,add 1",
      "-1/0?,-1/1 add 0,get 1,add 1",
      "-1/0?,0/0? add 0,get 1,add 0",
      "-1/0?,0/0? add 0,get 1,add 1",
    ]);
    const count = (functionCount: number): number =>
      offers(
        arriveTogether,
        {
          ...plan,
          functions: [...functions.slice(0, 2), ...Array(functionCount - 2).fill(nic())],
          steps: [{ do: "add", device: 1 }],
        },
        seen,
      ).length;
    expect([count(2), count(4), count(5)]).toEqual([1, 3 * 3, 0]);
  });

  test("and functions, scopes and RMRRs go by twos, in plans that are small", () => {
    const plan: Plan = { ...ONE_ROOT, functions: [nic()], rmrrs: [rmrr(-1), rmrr(0)], steps: [get(-1)] };
    const seen = ({ rmrrs, functions, steps }: Plan): string =>
      [rmrrs.map(({ scopes }) => scopes.length).join(), functions.length, steps.length].join(" ");
    // RMRRs, scopes, the step and the function: six items, so fifteen pairs, some of which come to the same.
    expect(new Set(offers(dropPairs, plan, seen))).toEqual(
      new Set([
        "1 1 1",
        " 1 1",
        "0 1 1",
        "1 1 0",
        "1 0 1",
        "0 0 1",
        "0,0 1 1",
        "0,1 1 0",
        "1,0 1 0",
        "0,0 0 1",
        "1,0 0 1",
        "1,0 0 0",
      ]),
    );
    const slots: Plan = { ...ONE_ROOT, functions: [nic(), nic()], steps: [get(0), get(1, 1)] };
    const steps = offers(dropPairs, slots, (each) => each.functions.length === 2);
    expect(steps.filter((same) => same)).toHaveLength(1);
    const gets = (count: number): Plan => ({
      ...EMPTY_PLAN,
      otherDevices: [{}],
      steps: Array.from({ length: count }, (_, list) => get(-1, list)),
    });
    expect(offers(dropPairs, gets(20), () => 1)).toHaveLength(190);
    expect(offers(dropPairs, gets(21), () => 1)).toEqual([]);
  });
});
