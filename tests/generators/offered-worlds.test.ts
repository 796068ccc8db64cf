/** Which whole worlds are offered in place of a plan that is nearly as small. */

import { describe, expect, test } from "vitest";
import { ALL_SPARE, NONE, type Plan, planScope, type PlanScope } from "../../generators/plan.ts";
import { compareMeasures } from "../../generators/shrinking/compare-measures.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import { measure } from "../../generators/shrinking/measure.ts";
import { readPaths } from "../../generators/shrinking/read-paths.ts";
import { trySmallPlatforms } from "../../generators/shrinking/small-platforms-pass.ts";
import { tryTinyWorlds } from "../../generators/shrinking/tiny-worlds-pass.ts";
import { get, nic, ONE_ROOT, pictureOf, port, rmrr, ROOT } from "./small-plans.ts";

/** The devices of all hops, from the bus at which the path starts. */
function pathOf({ functions }: Plan, { at, tail }: PlanScope): string {
  const hops = tail.map(({ device }) => device);
  for (let index = at; index >= 0; index = functions[index]!.place) hops.unshift(functions[index]!.device);
  return hops.join(".");
}

function counted(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}

/** Three functions, an RMRR with one scope, and somebody who is asked. */
const THREE: Plan = {
  ...ONE_ROOT,
  roots: [{ segment: 7, gap: 5, spare: 0 }],
  functions: [port(), port(0), nic(1)],
  rmrrs: [{ ...rmrr(), segment: 7, reserved: 9, scopes: [planScope(2, 1, [{ device: 3, function: 2 }], 4, false)] }],
  steps: [get(2), { do: "ask", predicate: "locked", device: 2 }],
  lastListFirst: true,
};

describe("tiny worlds", () => {
  const worldsOfThree = (): readonly Plan[] => [...tryTinyWorlds.candidates(THREE)];

  test("are one function, or two beside each other or one below the other", () => {
    const worlds = worldsOfThree();
    const one = ["nic0", "bridge0", "nic1", "bridge1"];
    const beside = ["nic0", "bridge0"].flatMap((first) => [`${first} nic1`, `${first} bridge1`]);
    const reversed = beside.map((picture) => picture.split(" ").toReversed().join(" "));
    const below = ["bridge0", "bridge1"].flatMap((above) => one.map((fn) => `${above} 0>${fn}`));
    const counts = counted(worlds.map(pictureOf));
    expect(new Set(Object.keys(counts))).toEqual(new Set([...one, ...beside, ...reversed, ...below]));
    // Who is asked is the one or the other.
    for (const [picture, count] of Object.entries(counts)) expect(count).toBe(picture.includes(" ") ? 2 * 36 : 36);
    for (const { functions } of worlds) {
      for (const { classCode, headerType } of functions) expect(classCode).toBe(headerType === 1 ? 0x060400 : 0x020000);
    }
  });

  test("have each path of one hop or two, from root bus 0 or 1, or from bus 0 where that is none", () => {
    const worlds = worldsOfThree();
    const starts = worlds.map((world) => {
      const [{ scopes }] = world.rmrrs as [Plan["rmrrs"][number]];
      const { startBus, type } = scopes[0]!;
      const start =
        startBus === NONE ? `root bus ${world.roots[0]!.gap}` : `bus ${startBus} beside ${world.roots[0]!.gap}`;
      return `${type} ${pathOf(world, scopes[0]!)} from ${start}`;
    });
    const counts = counted(starts);
    const paths = ["0", "1", "0.0", "0.1", "1.0", "1.1"];
    const froms = ["root bus 0", "root bus 1", "bus 0 beside 1"];
    expect(new Set(Object.keys(counts))).toEqual(
      new Set([1, 2].flatMap((type) => paths.flatMap((path) => froms.map((from) => `${type} ${path} from ${from}`)))),
    );
    expect(new Set(Object.values(counts))).toEqual(new Set([4 + 16 * 2]));
    // The path of a function that is there is told by that function.
    for (const world of worlds) {
      const [scope] = scopesOf(world);
      if (scope!.startBus === NONE) expect(readPaths(world)).toEqual(world);
      else expect(scope!.at).toBe(ROOT);
    }
  });

  test("are as the plan was in everything else, and whoever was asked is one of those that are left", () => {
    for (const { roots, functions, rmrrs, steps, ...rest } of worldsOfThree()) {
      const { roots: _roots, functions: _functions, rmrrs: _rmrrs, steps: _steps, ...before } = THREE;
      expect(rest).toEqual(before);
      expect(roots).toEqual([{ segment: 7, gap: roots[0]!.gap, spare: ALL_SPARE }]);
      const [reserved] = rmrrs;
      expect(rmrrs).toEqual([{ ...THREE.rmrrs[0], scopes: reserved!.scopes }]);
      for (const { flags, enumerationId, byPresentBus } of reserved!.scopes) {
        expect([flags, enumerationId, byPresentBus]).toEqual([0, 0, false]);
      }
      const asked = steps.flatMap((step) => ("device" in step ? [step.device] : []));
      expect(functions[asked[0]!]).toBeDefined();
      expect(steps).toEqual([get(asked[0]!), { do: "ask", predicate: "locked", device: asked[0] }]);
    }
  });

  test("come the simplest first, each once", () => {
    const worlds = worldsOfThree();
    const measures = worlds.map(measure);
    for (const [index, size] of measures.slice(1).entries()) {
      expect(compareMeasures(measures[index]!, size)).toBeLessThanOrEqual(0);
    }
    expect(
      new Set(
        worlds.map((world) =>
          JSON.stringify(world, (_key, value: unknown) => (typeof value === "bigint" ? `${value}` : value)),
        ),
      ).size,
    ).toBe(worlds.length);
  });

  test("have one scope, as the plan has", () => {
    const scopes = [planScope(2, 0, [], 0, false), planScope(1, 2, [], 0, false)];
    expect([...tryTinyWorlds.candidates({ ...THREE, rmrrs: [{ ...rmrr(), scopes }] })]).toEqual([]);
  });

  test("are those that are simpler than the plan is", () => {
    const plain: Plan = { ...ONE_ROOT, functions: [nic()], rmrrs: [rmrr(0)], steps: [get(0)] };
    expect([...tryTinyWorlds.candidates(plain)]).toEqual([]);
    // One that names nobody names the function that is there, and a bridge is a network card.
    const path = [{ device: 1, function: 0 }];
    const bridge: Plan = {
      ...plain,
      functions: [port()],
      rmrrs: [{ ...rmrr(), scopes: [planScope(2, ROOT, path, 0, false)] }],
    };
    const simpler = [...tryTinyWorlds.candidates(bridge)];
    expect(pictureOf(simpler[0]!)).toBe("nic0");
    for (const each of simpler) expect(compareMeasures(measure(each), measure(bridge))).toBeLessThan(0);
  });
});

describe.each([tryTinyWorlds, trySmallPlatforms])("to $name is for plans", (pass) => {
  const small: Plan = {
    ...ONE_ROOT,
    functions: [port(), nic(0)],
    rmrrs: [{ ...rmrr(), scopes: [planScope(2, 0, [], 0, false)] }],
  };
  const four = [nic(ROOT, 1), nic(ROOT, 2), nic(ROOT, 3), nic(ROOT, 4)];
  const isTried = (plan: Partial<Plan>): boolean => {
    const [first] = pass.candidates({ ...small, ...plan });
    return first !== undefined;
  };

  test("of one to four functions", () => {
    expect(isTried({})).toBe(true);
    expect(isTried({ functions: four })).toBe(true);
    expect(isTried({ functions: [...four, nic()] })).toBe(false);
    expect(isTried({ functions: [], roots: [], rmrrs: [rmrr(ROOT)] })).toBe(false);
  });

  test("of one RMRR with scopes, beside which small platforms may have one without", () => {
    expect(isTried({ rmrrs: [] })).toBe(false);
    expect(isTried({ rmrrs: [rmrr()] })).toBe(false);
    expect(isTried({ rmrrs: [small.rmrrs[0]!, rmrr()] })).toBe(pass === trySmallPlatforms);
    expect(isTried({ rmrrs: [small.rmrrs[0]!, rmrr(0)] })).toBe(false);
    expect(isTried({ rmrrs: [small.rmrrs[0]!, rmrr(), rmrr()] })).toBe(false);
  });

  test("of nothing besides", () => {
    expect(isTried({ otherDevices: [{}] })).toBe(false);
    expect(isTried({ groups: [{ members: [] }] })).toBe(false);
    expect(
      isTried({ structures: [{ structure: { kind: "opaque", type: 9, content: new Uint8Array(1) }, scopes: [] }] }),
    ).toBe(false);
  });
});
