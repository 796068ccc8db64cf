/** Edits of plans: what points where afterwards. */

import { describe, expect, test } from "vitest";
import {
  EMPTY_PLAN,
  NONE,
  otherDeviceReference,
  type Plan,
  planFunction,
  placeOnRoot,
  planScope,
  type PlanScope,
} from "../../generators/plan.ts";
import { cuts } from "../../generators/shrinking/cuts.ts";
import {
  type FunctionEdit,
  keptFunctions,
  withFunction,
  withFunctions,
  withoutSome,
} from "../../generators/shrinking/edit-functions.ts";
import { scopesOf, withScopes } from "../../generators/shrinking/edit-scopes.ts";
import { readPaths } from "../../generators/shrinking/read-paths.ts";
import { dropIdleFunctions } from "../../generators/shrinking/function-passes.ts";
import { realise } from "../../generators/realise.ts";
import type { PciFunction } from "../../model/platform.ts";
import { plansOf, SOURCES } from "./sources.ts";

const ROOT = placeOnRoot(0);
const bridge = planFunction(ROOT, 1, 0, 0x060400, 1, 0, 0);
const card = planFunction(0, 0, 0, 0x020000, 0, 0, 0);
const idle = planFunction(ROOT, 0, 0, 0x020000, 0, 0, 0);

/** A bridge with a card and its virtual function, behind a function that nothing has to do with. */
const PLAN: Plan = {
  ...EMPTY_PLAN,
  roots: [{ segment: 0, gap: 0, spare: 0 }],
  functions: [idle, bridge, { ...card, place: 1 }, { ...card, place: 1, physicalFunction: 2 }],
  otherDevices: [{}],
  groups: [{ members: [3, otherDeviceReference(0), 2] }],
  rmrrs: [
    {
      segment: 0,
      base: 0n,
      limit: 0xfffn,
      reserved: 0,
      scopes: [
        planScope(1, 2, [], 0, false),
        planScope(2, 1, [], 0, false),
        planScope(1, ROOT, [{ device: 5, function: 0 }], 0, false),
      ],
    },
  ],
  steps: [
    { do: "get", device: 2, list: 0 },
    { do: "ask", predicate: "downstream", device: 3, bridge: 1 },
    { do: "get", device: otherDeviceReference(0), list: 1 },
    { do: "read", list: 0 },
  ],
};

const NOBODY_POINTS = { groups: [], rmrrs: [], steps: [] };

/** Its numbers, but for that of its function, because somebody has to be function 0, and for the end of what is below. */
function numbersOf({ segment, bus, device, secondaryBus }: PciFunction): unknown {
  return [segment, bus, device, secondaryBus];
}

describe("withFunctions", () => {
  test("moves every pointer along", () => {
    const moved = withFunctions(
      PLAN,
      withoutSome(PLAN, (index) => index === 0),
    );
    expect(moved.functions.map(({ place, physicalFunction }) => [place, physicalFunction])).toEqual([
      [ROOT, NONE],
      [0, NONE],
      [0, 1],
    ]);
    expect(scopesOf(moved).map(({ at }) => at)).toEqual([1, 0, ROOT]);
    expect(moved.groups).toEqual([{ members: [2, otherDeviceReference(0), 1] }]);
    expect(moved.steps).toEqual([
      { do: "get", device: 1, list: 0 },
      { do: "ask", predicate: "downstream", device: 2, bridge: 0 },
      { do: "get", device: otherDeviceReference(0), list: 1 },
      { do: "read", list: 0 },
    ]);
  });

  test("takes away what hangs on a function that goes, and what points at it", () => {
    const cut = withFunctions(
      PLAN,
      withoutSome(PLAN, (index) => index === 1),
    );
    expect(cut.functions).toEqual([idle]);
    expect(scopesOf(cut).map(({ at }) => at)).toEqual([ROOT]);
    expect(cut.groups).toEqual([{ members: [otherDeviceReference(0)] }]);
    expect(cut.steps).toEqual([{ do: "get", device: otherDeviceReference(0), list: 1 }]);
    expect(keptFunctions(withoutSome(PLAN, (index) => index === 1).functions)).toEqual([0]);
    expect(keptFunctions(withoutSome(PLAN, (index) => index === 2).functions)).toEqual([0, 1]);
  });

  test("moves what a virtual function on a root bus stands behind", () => {
    const plan: Plan = { ...PLAN, ...NOBODY_POINTS, functions: [idle, idle, { ...idle, physicalFunction: 1 }] };
    const { functions } = withFunctions(
      plan,
      withoutSome(plan, (index) => index === 0),
    );
    expect(functions).toEqual([idle, { ...idle, physicalFunction: 0 }]);
  });

  test("takes away a question about a bridge that goes, whoever stays to be asked about it", () => {
    const steps: Plan["steps"] = [{ do: "ask", predicate: "downstream", device: 0, bridge: 1 }];
    const plan: Plan = { ...PLAN, ...NOBODY_POINTS, functions: [idle, bridge], steps };
    expect(
      withFunctions(
        plan,
        withoutSome(plan, (index) => index === 1),
      ).steps,
    ).toEqual([]);
  });

  test("leaves a wrong scope type what it is", () => {
    const wrong = withScopes(PLAN, (scope) => ({ ...scope, type: 3 }));
    const inherited = withFunctions(wrong, { ...withoutSome(wrong, (index) => index === 2), heir: () => 1 });
    expect(scopesOf(inherited).map(({ type }) => type)).toEqual([3, 3, 3]);
  });

  test("lets an heir take over, under the scope type that suits it", () => {
    const inherited = withFunctions(PLAN, { ...withoutSome(PLAN, (index) => index === 2), heir: () => 1 });
    expect(scopesOf(inherited).map(({ at, type }) => [at, type])).toEqual([
      [1, 2],
      [1, 2],
      [ROOT, 1],
    ]);
    expect(inherited.steps[0]).toEqual({ do: "get", device: 1, list: 0 });
    // The virtual function went with its physical one, and its heir is asked in its place.
    expect(inherited.steps[1]).toEqual({ do: "ask", predicate: "downstream", device: 1, bridge: 1 });
    expect(inherited.groups).toEqual([{ members: [1, otherDeviceReference(0)] }]);
  });

  test("keeps paths to what is gone, if it is to", () => {
    const kept = withFunctions(PLAN, { ...withoutSome(PLAN, (index) => index === 1), keepScopes: true });
    expect(scopesOf(kept).map(({ at, tail }) => [at, tail])).toEqual([
      [
        ROOT,
        [
          { device: 1, function: 0 },
          { device: 0, function: 0 },
        ],
      ],
      [ROOT, [{ device: 1, function: 0 }]],
      [ROOT, [{ device: 5, function: 0 }]],
    ]);
    // Behind what is gone, the path goes on as before; before it, by what has moved.
    const tail = [{ device: 6, function: 0 }];
    const longer = withScopes(PLAN, (scope, position) => (position === 0 ? { ...scope, tail } : undefined));
    const moved = withFunctions(longer, { ...withoutSome(PLAN, (index) => index !== 1), keepScopes: true });
    expect(scopesOf(moved)).toEqual([{ ...scopesOf(longer)[0], at: 0, tail: [{ device: 0, function: 0 }, ...tail] }]);
  });
});

describe("withFunction", () => {
  test("moves virtual functions along, and leaves them alone if nobody moves", () => {
    const [, , physical, virtual] = PLAN.functions;
    expect(withFunction(PLAN, 2, { place: ROOT }).functions.slice(2)).toEqual([
      { ...physical, place: ROOT },
      { ...virtual, place: ROOT },
    ]);
    expect(withFunction(PLAN, 2, { device: 5 }).functions.slice(2)).toEqual([{ ...physical, device: 5 }, virtual]);
  });
});

describe("cuts", () => {
  test("keep slots and bus numbers first, and let them close up then", () => {
    const functions = [
      planFunction(ROOT, 0, 0, 0x060400, 1, 0, 0),
      planFunction(ROOT, 0, 0, 0x060400, 1, 0, 0),
      planFunction(1, 0, 0, 0x020000, 0, 0, 0),
    ];
    const plan: Plan = { ...EMPTY_PLAN, roots: PLAN.roots, functions };
    const numbers = [...cuts(plan, (whole) => withoutSome(whole, (index) => index === 0))].map((cut) =>
      realise(cut).platform.functions.map((fn) => [fn.bus, fn.device, fn.secondaryBus]),
    );
    expect(numbers).toEqual([
      [
        [0, 1, 2],
        [2, 0, undefined],
      ],
      [
        [0, 1, 1],
        [1, 0, undefined],
      ],
      [
        [0, 0, 1],
        [1, 0, undefined],
      ],
    ]);
  });

  test("keep the numbers of buses and devices below a root bus first, whatever goes", () => {
    for (const source of SOURCES) {
      for (const plan of plansOf(source, 60, 22).filter(({ roots }) => roots.length === 1)) {
        const before = realise(plan).platform.functions;
        for (const gone of plan.functions.keys()) {
          const edit = (whole: Plan): FunctionEdit => withoutSome(whole, (index) => index === gone);
          const [first] = cuts(plan, edit);
          const after = realise(first!).platform.functions;
          const kept = keptFunctions(edit(plan).functions).map((index) => numbersOf(before[index]!));
          expect(after.map(numbersOf)).toEqual(kept);
        }
      }
    }
  });

  test("are made once each", () => {
    const goes =
      (...indexes: readonly number[]) =>
      (whole: Plan) =>
        withoutSome(whole, (index) => indexes.includes(index));
    const count = (functions: Plan["functions"], ...indexes: readonly number[]): number =>
      [...cuts({ ...PLAN, ...NOBODY_POINTS, functions }, goes(...indexes))].length;
    // No bus moves up, and all have the slots that they wish.
    expect(count([idle, bridge], 0)).toBe(1);
    expect(count([idle, bridge], 1)).toBe(1);
    // A bus moves up.
    expect(count([bridge, { ...bridge, device: 2 }], 0)).toBe(2);
    // Somebody has another device than it wishes, or another function, or is absent with somebody else.
    const last = { ...idle, device: 9 };
    expect(count([idle, idle, last], 2)).toBe(2);
    expect(count([{ ...idle, function: 3 }, last], 1)).toBe(2);
    expect(count([{ ...idle, absent: true }, { ...idle, function: 3 }, last], 2)).toBe(2);
    expect(count([{ ...idle, absent: true }, last], 1)).toBe(1);
    // A bridge that becomes an endpoint has no number that could change.
    const plain = (): FunctionEdit => ({ functions: [{ ...bridge, headerType: 0 }] });
    expect([...cuts({ ...PLAN, ...NOBODY_POINTS, functions: [bridge] }, plain)]).toHaveLength(1);
    // Nobody has any slot, if there are too many.
    expect(count(Array(257).fill(idle), 0)).toBe(0);
  });

  test("keep the number of a bus behind one that virtual functions have", () => {
    const virtual = { ...idle, device: 5, physicalFunction: 0, beyondBus: true };
    const functions = [idle, virtual, bridge, { ...bridge, device: 2 }];
    const plan: Plan = { ...PLAN, ...NOBODY_POINTS, functions };
    const last = (each: Plan): unknown => realise(each).platform.functions.at(-1)!.secondaryBus;
    const cut = [...cuts(plan, (whole) => withoutSome(whole, (index) => index === 2))];
    expect([plan, ...cut].map(last)).toEqual([3, 3, 2]);
  });

  test("that need more buses than there are are left to who realises them", () => {
    const bridges = Array.from({ length: 255 }, () => bridge);
    const plan: Plan = { ...PLAN, ...NOBODY_POINTS, functions: [...bridges, idle] };
    const edit = (): FunctionEdit => ({ functions: [...bridges, bridge] });
    expect([...cuts(plan, edit)].map(({ functions }) => functions.length)).toEqual([256, 256]);
  });

  test("keep absent who is absent for the sake of another that goes", () => {
    const functions = [
      { ...planFunction(ROOT, 3, 0, 0x060400, 1, 0, 0), absent: true },
      { ...card, place: 0 },
      { ...card, place: ROOT, physicalFunction: 1 },
      { ...planFunction(ROOT, 4, 0, 0x020000, 0, 0, 0), absent: true },
      planFunction(ROOT, 4, 1, 0x020000, 0, 0, 0),
      { ...planFunction(ROOT, 5, 0, 0x020000, 0, 0, 0), physicalFunction: 4 },
      planFunction(ROOT, 5, 0, 0x020000, 0, 0, 0),
      { ...planFunction(ROOT, 5, 1, 0x020000, 0, 0, 0), absent: true },
      planFunction(ROOT, 5, 2, 0x020000, 0, 0, 0),
      // A virtual function that is not there leaves others of what would be its device there.
      { ...planFunction(ROOT, 20, 0, 0x020000, 0, 0, 0), physicalFunction: 6, absent: true },
      { ...planFunction(ROOT, 20, 1, 0x020000, 0, 0, 0), physicalFunction: 6 },
    ];
    const plan: Plan = { ...EMPTY_PLAN, roots: PLAN.roots, functions };
    const goes = new Set([0, 3]);
    const [first, ...others] = [
      ...cuts(plan, (whole) => ({
        functions: whole.functions.map((fn, index) =>
          goes.has(index) ? undefined : { ...fn, place: fn.place >= 0 ? ROOT : fn.place },
        ),
      })),
    ];
    const absent = [true, true, true, true, false, true, false, true, false];
    expect(first!.functions.map((fn) => fn.absent)).toEqual(absent);
    // Only by itself, then.
    expect(others.at(-1)!.functions.map((fn) => fn.absent)).toEqual(
      functions.filter((_fn, index) => !goes.has(index)).map((fn) => fn.absent),
    );
  });

  test("that drop what nothing points at leave every scope and step", () => {
    for (const source of SOURCES) {
      for (const plan of plansOf(source, 60, 21)) {
        for (const candidate of dropIdleFunctions.candidates(plan)) {
          expect(scopesOf(candidate)).toHaveLength(scopesOf(plan).length);
          expect(candidate.steps).toHaveLength(plan.steps.length);
        }
      }
    }
  });
});

describe("readPaths", () => {
  test("points scopes at what their paths lead to, and changes nothing else", () => {
    const [rmrr] = PLAN.rmrrs;
    const tail = [
      { device: 1, function: 0 },
      { device: 0, function: 0 },
      { device: 7, function: 7 },
    ];
    const plan: Plan = { ...PLAN, rmrrs: [{ ...rmrr!, scopes: [planScope(1, ROOT, tail, 0, false)] }] };
    const [scope] = scopesOf(readPaths(plan));
    expect(scope).toMatchObject({ at: 2, tail: [{ device: 7, function: 7 }] });
    expect(realise(readPaths(plan))).toEqual(realise(plan));
    expect(readPaths(PLAN)).toEqual(PLAN);
  });

  test("reads only scopes that have hops to read, and leaves how a path starts that leads to nobody", () => {
    const [rmrr] = PLAN.rmrrs;
    const scoped = (...scopes: readonly PlanScope[]): Plan => ({ ...PLAN, rmrrs: [{ ...rmrr!, scopes }] });
    const path = [{ device: 1, function: 0 }];
    const named = planScope(2, 1, [], 0, false);
    const [first, second] = scopesOf(readPaths(scoped(named, planScope(2, ROOT, path, 0, false))));
    expect([first, second]).toEqual([named, named]);
    const nobody = { ...planScope(1, ROOT, [{ device: 5, function: 0 }], 0, false), startBus: 0 };
    expect(scopesOf(readPaths(scoped(nobody)))).toEqual([nobody]);
    // No path leads to a virtual function.
    const virtual = planScope(1, 3, path, 0, false);
    expect(scopesOf(readPaths(scoped(virtual)))).toEqual([virtual]);
    const none = scoped(named);
    expect(readPaths(none)).toBe(none);
  });

  test("reads what is to be read beside what is not, and beside a scope that no table can bear", () => {
    const [rmrr] = PLAN.rmrrs;
    const plan: Plan = {
      ...PLAN,
      ...NOBODY_POINTS,
      roots: [0, 1].map((segment) => ({ segment, gap: 0, spare: 0 })),
      functions: [idle, { ...idle, place: placeOnRoot(1) }],
      rmrrs: [0, 1].map((segment) => ({
        ...rmrr!,
        segment,
        scopes: [planScope(1, 0, [], 0, false), planScope(1, ROOT, [], 0, false)],
      })),
    };
    expect(scopesOf(readPaths(plan)).map(({ at }) => at)).toEqual([0, ROOT, 1, ROOT]);
  });

  test("leaves plans that have more functions than there are numbers", () => {
    const plan: Plan = { ...PLAN, functions: Array(257).fill(idle) };
    expect(readPaths(plan)).toBe(plan);
  });

  test("follows a path in the segment of its RMRR, although it was made for a function of another", () => {
    const [rmrr] = PLAN.rmrrs;
    const twoSegments: Plan = {
      ...PLAN,
      roots: [...PLAN.roots, { segment: 1, gap: 0, spare: 0 }],
      functions: [...PLAN.functions, { ...bridge, place: placeOnRoot(1) }],
      rmrrs: [
        { ...rmrr!, segment: 1, scopes: [planScope(2, 1, [], 0, false), planScope(1, 2, [], 0, false)] },
        { ...rmrr!, segment: 2, scopes: [planScope(2, 1, [], 0, false)] },
      ],
    };
    const [named, absent, elsewhere] = scopesOf(readPaths(twoSegments));
    expect(named).toMatchObject({ at: PLAN.functions.length, tail: [] });
    // Where the path leads nowhere, or the segment has no buses, the scope stays as it is.
    expect(absent).toMatchObject({ at: 2, tail: [] });
    expect(elsewhere).toMatchObject({ at: 1, tail: [] });
    expect(realise(readPaths(twoSegments))).toEqual(realise(twoSegments));
  });
});
