/** What is offered where a function stands alone, and paths that led elsewhere lead there in the same way. */

import { describe, expect, test } from "vitest";
import { NONE, type Plan, type PlanFunction, planScope, type PlanScope, placeOnRoot } from "../../generators/plan.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import { standAlone } from "../../generators/shrinking/lone-function-pass.ts";
import { get, nic, offers, ONE_ROOT, port, rmrr, ROOT } from "./small-plans.ts";

function withScopes(functions: readonly PlanFunction[], ...scopes: readonly PlanScope[]): Plan {
  return { ...ONE_ROOT, functions, rmrrs: [{ ...rmrr(), scopes }] };
}

const slotsOf = ({ functions }: Plan): readonly string[] =>
  functions.map(({ place, device, function: number }) => `${place} ${device}.${number}`);

const pathsOf = (plan: Plan): readonly string[] =>
  scopesOf(plan).map(({ at, startBus, byPresentBus, tail }) =>
    [
      byPresentBus ? "by present bus" : startBus === NONE ? at : `bus ${startBus}`,
      ...tail.map(({ device, function: number }) => `${device}.${number}`),
    ].join(" "),
  );

const seen = (plan: Plan): unknown => [slotsOf(plan), pathsOf(plan)];

/** Bridge 1.0, and below it a bridge 3.0, and below that a device 3.1 and its function 0. */
const CHAIN: readonly PlanFunction[] = [port(ROOT, 1), port(0, 3), { ...nic(1, 3), function: 1 }, nic(1, 3)];

describe("a function that stands alone", () => {
  test("has its slot or the first one, and paths their last hop, or all of them with its own slot made the first", () => {
    const tail = [
      { device: 3, function: 0 },
      { device: 1, function: 1 },
      { device: 3, function: 1 },
    ];
    const plan = withScopes(CHAIN, planScope(1, 1, tail, 0, false), planScope(1, ROOT, tail.slice(0, 2), 0, false));
    const last = [`${ROOT} 3.1`, `${ROOT} 1.1`];
    const paths = (...hops: readonly string[]): readonly string[] => [
      `${ROOT} ${hops.join(" ")}`,
      `${ROOT} ${hops.slice(2, 4).join(" ")}`,
    ];
    expect(offers(standAlone, plan, seen)).toEqual([
      [[`${ROOT} 1.0`], last],
      [[`${ROOT} 0.0`], paths("0.0", "3.0", "3.0", "1.1", "3.1")],
      [[`${ROOT} 3.0`], last],
      [[`${ROOT} 0.0`], paths("1.0", "0.0", "0.0", "1.1", "3.1")],
      [[`${ROOT} 3.1`], last],
      [[`${ROOT} 0.0`], paths("1.0", "3.0", "3.0", "1.1", "0.0")],
      [[`${ROOT} 3.0`], last],
      [[`${ROOT} 0.0`], paths("1.0", "0.0", "0.0", "1.1", "3.1")],
    ]);
  });

  test("leaves scopes the bus at which they start, if it is no root bus", () => {
    const astray = { ...planScope(1, ROOT, [{ device: 9, function: 0 }], 0, false), startBus: 7 };
    // Bus 1 is behind the bridge on the root bus.
    const plan = withScopes(CHAIN.slice(0, 2), planScope(1, 1, [], 0, true), astray, planScope(1, 0, [], 0, false));
    expect(offers(standAlone, plan, pathsOf)).toEqual([
      ["bus 1 3.0", "bus 7 9.0", `${ROOT} 1.0`],
      ["bus 1 3.0", "bus 7 9.0", `${ROOT} 0.0`],
      ["bus 1 3.0", "bus 7 9.0", `${ROOT} 1.0`],
      ["bus 1 0.0", "bus 7 9.0", `${ROOT} 1.0`],
    ]);
  });

  test("leaves scopes as they are that no table can bear", () => {
    // By a present bus, no number above 7 is a function.
    const scope = planScope(1, 1, [{ device: 0, function: 8 }], 0, true);
    const offered = offers(standAlone, withScopes(CHAIN.slice(0, 2), scope), (plan) => pathsOf(plan).join());
    expect(offered).toEqual(Array(4).fill("by present bus 0.8"));
  });

  test("keeps its root bus, and paths keep theirs", () => {
    const other = placeOnRoot(1);
    const plan: Plan = {
      ...withScopes([nic(), port(other, 1), nic(1, 2)], planScope(1, 2, [], 0, false), planScope(1, 0, [], 0, false)),
      roots: [...ONE_ROOT.roots, { ...ONE_ROOT.roots[0]!, segment: 1 }],
    };
    expect(offers(standAlone, plan, seen).slice(-2)).toEqual([
      [[`${other} 2.0`], [`${other} 2.0`, `${ROOT} 0.0`]],
      [[`${other} 0.0`], [`${other} 1.0 0.0`, `${ROOT} 0.0`]],
    ]);
  });

  test("plays all parts, and is nobody's virtual function", () => {
    const virtual: PlanFunction = { ...nic(), function: 1, physicalFunction: 0, beyondBus: true };
    const plan: Plan = {
      ...withScopes([nic(), virtual], planScope(1, 0, [], 0, false)),
      groups: [{ members: [1] }],
      steps: [get(0), get(1, 1)],
    };
    const played = ({ functions: [fn], groups, steps }: Plan): unknown => [
      [fn!.physicalFunction, fn!.beyondBus],
      groups[0]!.members,
      steps,
    ];
    const all = [[NONE, false], [0], [get(0), get(0, 1)]];
    expect(offers(standAlone, plan, played)).toEqual([all, all, all, all]);
  });

  test("is tried where two to four are, with addresses, and a scope", () => {
    const many = (count: number): Plan =>
      withScopes(
        Array.from({ length: count }, (_, device) => nic(ROOT, device)),
        planScope(1, 0, [], 0, false),
      );
    expect([1, 2, 4, 5].map((count) => offers(standAlone, many(count), seen).length)).toEqual([0, 4, 8, 0]);
    expect(offers(standAlone, { ...many(2), rmrrs: [rmrr()] }, seen)).toEqual([]);
    // A root bus more than a segment has bus numbers.
    const roots = Array<Plan["roots"][number]>(257).fill(ONE_ROOT.roots[0]!);
    expect(offers(standAlone, { ...many(2), roots }, seen)).toEqual([]);
  });
});
