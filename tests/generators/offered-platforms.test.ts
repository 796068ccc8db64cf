/** Which small platforms are offered in place of a plan that is nearly as small. */
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ALL_SPARE, EMPTY_PLAN, type Plan, type PlanRmrr, planScope, type PlanScope } from "../../generators/plan.ts";
import { imagesOf } from "../../generators/small-world/images.ts";
import { concernsAll } from "../../generators/shrinking/concerns-all.ts";
import { scopesOf } from "../../generators/shrinking/edit-scopes.ts";
import { hopsOf } from "../../generators/shrinking/ranks.ts";
import { trySmallPlatforms } from "../../generators/shrinking/small-platforms-pass.ts";
import { SmallPlatforms } from "../../generators/small-world/small-platforms.ts";
import { get, nic, offers, pages, pictureOf, port, rmrr, ROOT } from "./small-plans.ts";

function counted(texts: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const text of texts) counts[text] = (counts[text] ?? 0) + 1;
  return counts;
}

describe("small platforms", () => {
  const world = new SmallPlatforms();
  /** How many platforms there are in so many images, and functions to ask, so that all of them are concerned. */
  const count = (functions: number, hops: readonly number[], images: number = 3): number => {
    const vocabulary = { classCodes: [0x020000], ranges: [pages(1)], eachItsOwn: true };
    const platforms = world.of({ functions, shape: [hops] }, vocabulary);
    const seen = new Set<string>();
    for (let index = 0; index < platforms.count; index++) {
      for (const image of imagesOf(platforms.at(index)).slice(0, images)) {
        for (const asked of image.functions.keys()) {
          const plan = { ...image, steps: [get(asked)] };
          if (concernsAll(plan)) seen.add(inspect(plan, { depth: null }));
        }
      }
    }
    return seen.size;
  };
  const setOf = (plan: Plan): string => {
    const hops = scopesOf(plan).map((scope) => (scope.byPresentBus ? "one by bus" : hopsOf(plan, scope)));
    return `${plan.functions.length} under ${hops.join()}`;
  };
  const sets = (plan: Plan): Readonly<Record<string, number>> => counted(offers(trySmallPlatforms, plan, setOf));
  /** Bridges below each other, a scope that names the last function or each of several, and the last one is asked. */
  const chain = (functions: number, ...named: readonly number[]): Plan => ({
    ...EMPTY_PLAN,
    roots: [0, 1].map((segment) => ({ segment, gap: 0, spare: ALL_SPARE })),
    functions: Array.from({ length: functions }, (_, index) =>
      index === functions - 1 ? nic(index - 1) : port(index - 1),
    ),
    rmrrs: [{ ...rmrr(), scopes: named.map((at) => planScope(2, at, [], 0, false)) }],
    steps: [get(functions - 1)],
  });
  const byBus: PlanScope = planScope(1, 1, [], 0, true);

  test("are all that have no more of anything and less of something, with two images of each where it is not only hops", () => {
    expect(sets(chain(2, 1))).toEqual({
      "1 under 1": count(1, [1]),
      "1 under 2": count(1, [2]),
      "2 under 1": count(2, [1], 1),
    });
    expect(sets(chain(2, 0, 0))).toEqual({
      "1 under 1": count(1, [1]),
      "1 under 2": count(1, [2]),
      "2 under 1": count(2, [1]),
      "2 under 2": count(2, [2]),
      "1 under 1,1": count(1, [1, 1], 1),
    });
  });

  test("are each tried with each function in the part of each that is asked", () => {
    const parts = (plan: Plan): readonly string[] => [
      ...new Set(
        [...trySmallPlatforms.candidates(plan)].map(({ functions, steps }) =>
          [functions.length, ...steps.map((step) => ("device" in step ? step.device : ""))].join(" "),
        ),
      ),
    ];
    expect(parts({ ...chain(2, 1), steps: [get(0), get(1, 1)] })).toEqual([
      "1 0 0",
      "2 0 0",
      "2 0 1",
      "2 1 0",
      "2 1 1",
    ]);
    const [first] = trySmallPlatforms.candidates(chain(2, 1));
    expect(first!.steps).toEqual([get(0)]);
  });

  test("are 6,000 at most, and those of the fewest things come first", () => {
    const sizes = sets(chain(4, 3));
    expect(Object.keys(sizes)).toEqual([
      "1 under 1",
      "1 under 2",
      "2 under 1",
      "1 under 3",
      "2 under 2",
      "3 under 1",
      "2 under 3",
      "3 under 2",
      "4 under 1",
      "3 under 3",
    ]);
    for (const functions of [1, 2]) {
      for (const hops of [1, 2, 3]) expect(sizes[`${functions} under ${hops}`]).toBe(count(functions, [hops]));
    }
    for (const hops of [1, 2]) expect(sizes[`3 under ${hops}`]).toBe(count(3, [hops]));
    expect(sizes["4 under 1"]).toBe(count(4, [1], 1));
    // The rest is a part of the next set. No path is longer than three hops.
    expect(sizes["3 under 3"]).toBeLessThan(count(3, [3]));
    expect(Object.values(sizes).reduce((sum, size) => sum + size, 0)).toBe(6000);
    // Of as many functions and hops, those under fewer scopes come first.
    expect(Object.keys(sets(chain(3, 1, 0)))).toEqual([
      "1 under 1",
      "1 under 2",
      "2 under 1",
      "1 under 1,1",
      "1 under 3",
      "2 under 2",
      "3 under 1",
      "1 under 1,2",
      "1 under 2,1",
      "2 under 1,1",
      "2 under 3",
      "3 under 2",
      "2 under 1,2",
    ]);
  });

  test("are found as fast where there are many scopes", () => {
    const many = trySmallPlatforms.candidates(chain(2, 0, 0, 0, 0, 0, 0, 0));
    expect(many[Symbol.iterator]().next().done).toBe(false);
    expect(sets(chain(2, 0, 0, 0))).toMatchObject({ "2 under 1,1": count(2, [1, 1], 1), "2 under 2": count(2, [2]) });
  });

  test("leave an RMRR without scopes where it is", () => {
    const plan = chain(3, 2);
    const bare: PlanRmrr = { ...rmrr(), base: 0x8000n, limit: 0xffffn, reserved: 7 };
    for (const at of [0, 1]) {
      const rmrrs = plan.rmrrs.toSpliced(at, 0, bare);
      const offered = [...trySmallPlatforms.candidates({ ...plan, rmrrs })];
      expect(offered.length).toBeGreaterThan(1000);
      for (const each of offered) expect(each.rmrrs[at]).toEqual({ ...bare, segment: each.rmrrs[at]!.segment });
      expect(new Set(offered.map(({ rmrrs: some }) => some[at]!.segment))).toEqual(new Set([0, 1]));
      for (const each of offered) expect(each.rmrrs.map(({ scopes }) => scopes.length).toSpliced(at, 1)).toEqual([1]);
    }
  });

  test("leave it without, too, where another one names a function by its bus", () => {
    for (const at of [0, 1]) {
      const one: PlanRmrr = { ...rmrr(), scopes: [byBus] };
      const rmrrs = [one].toSpliced(at, 0, rmrr());
      const offered = [...trySmallPlatforms.candidates({ ...chain(3), rmrrs })];
      const shapes = offered.map(({ rmrrs: some }) =>
        some
          .map(({ scopes }) => scopes.length)
          .toSpliced(at, 1)
          .join(),
      );
      expect(new Set(shapes)).toEqual(new Set(["1"]));
      expect(offered.filter((each) => each.rmrrs[at]!.scopes.length > 0)).toEqual([]);
      expect(offered.some((each) => each.rmrrs[1 - at]!.scopes[0]!.byPresentBus)).toBe(true);
    }
  });

  test("leave an RMRR as it is whose scopes start at buses of their own, in the segment of the functions or beside it", () => {
    const plan = chain(2, 1);
    const astray: PlanScope = { ...planScope(2, ROOT, [{ device: 1, function: 1 }], 0, false), startBus: 9 };
    for (const [own, segment] of [
      [4, 0],
      [3, 1],
    ]) {
      const apart: PlanRmrr = {
        ...rmrr(),
        base: 0x8000n,
        limit: 0xffffn,
        segment: own!,
        reserved: 7,
        scopes: [astray],
      };
      const roots = [{ ...plan.roots[0]!, segment: 4 }];
      for (const at of [0, 1]) {
        const rmrrs = plan.rmrrs.map((each) => ({ ...each, segment: 4 })).toSpliced(at, 0, apart);
        const offered = [...trySmallPlatforms.candidates({ ...plan, roots, rmrrs })];
        for (const each of offered) expect(each.rmrrs[at]).toEqual({ ...apart, segment });
        // It is a scope, so more images of as many functions are tried.
        const shapes = counted(
          offered.map(({ functions, rmrrs: some }) => {
            const [varied] = some.toSpliced(at, 1);
            return `${functions.length} under ${varied!.scopes.map((scope) => hopsOf({ ...plan, functions }, scope)).join()}`;
          }),
        );
        expect(Object.keys(shapes)).toEqual(["1 under 1", "1 under 2", "2 under 1"]);
        expect(shapes["2 under 1"]).toBeGreaterThan(sets(plan)["2 under 1"]!);
      }
    }
    // Where all do, the one there is varies as any other; where two do, there are too many.
    const alone = { ...plan, rmrrs: [{ ...rmrr(), scopes: [astray] }] };
    expect(sets(alone)).toMatchObject({ "1 under 1": count(1, [1]) });
    const two = { ...plan, rmrrs: [alone.rmrrs[0]!, alone.rmrrs[0]!] };
    expect(sets(two)).toEqual({});
    const named = planScope(2, 1, [], 0, false);
    const half = { ...rmrr(), scopes: [astray, named] };
    expect(sets({ ...plan, rmrrs: [plan.rmrrs[0]!, half] })).toEqual({});
  });

  test("are 6,000 at most whoever is asked, and however something is named", () => {
    const total = (plan: Plan): number => [...trySmallPlatforms.candidates(plan)].length;
    expect(total({ ...chain(4, 3), steps: [get(0)] })).toBeLessThanOrEqual(6000);
    const scopes = [byBus, planScope(2, 2, [], 0, false)];
    expect(total({ ...chain(4), rmrrs: [{ ...rmrr(), scopes }] })).toBeLessThanOrEqual(6000);
    // Nobody knows who plays which part where many are asked.
    expect(total({ ...chain(4, 3), steps: [get(0), get(1, 1), get(2, 2)] })).toBe(0);
  });

  test("have no segment more than the plan, and its range, reserved field and order of puts", () => {
    const [reserved] = chain(2, 1).rmrrs;
    const range = { base: 0x8000n, limit: 0xffffn, reserved: 9 };
    const plan: Plan = { ...chain(2, 1), rmrrs: [{ ...reserved!, ...range }], lastListFirst: true };
    const roots = offers(trySmallPlatforms, plan, (each) => each.roots.length);
    expect(new Set(roots)).toEqual(new Set([1, 2]));
    for (const each of trySmallPlatforms.candidates({ ...plan, roots: plan.roots.slice(0, 1) })) {
      expect(each.roots).toHaveLength(1);
      expect(each.rmrrs).toEqual([{ ...each.rmrrs[0]!, ...range }]);
      expect(each.lastListFirst).toBe(true);
    }
  });

  test("have the first two classes of the endpoints that the plan has, or a network card", () => {
    const classes = (functions: Plan["functions"]): ReadonlySet<number> =>
      new Set(
        offers(trySmallPlatforms, { ...chain(2, 0), functions }, (each) =>
          each.functions.map(({ classCode }) => classCode),
        ).flat(),
      );
    const usb = { ...nic(ROOT, 1), classCode: 0x0c0330 };
    const vga = { ...nic(ROOT, 2), classCode: 0x030000 };
    expect(classes([port(), usb, vga, nic(ROOT, 3)])).toEqual(new Set([0x060400, 0x0c0330, 0x030000]));
    expect(classes([port(), usb])).toEqual(new Set([0x060400, 0x0c0330]));
    expect(classes([port(), port(0)])).toEqual(new Set([0x060400, 0x020000]));
  });

  test("have one scope that names by the present bus only where there was one, and where something else is less", () => {
    const named = (plan: Plan, ...scopes: readonly PlanScope[]): readonly string[] =>
      Object.keys(sets({ ...plan, rmrrs: [{ ...rmrr(), scopes }] })).filter((set) => set.includes("bus"));
    const plain = planScope(2, 0, [], 0, false);
    const startBus = { ...planScope(1, ROOT, [{ device: 0, function: 0 }], 0, false), startBus: 1 };
    expect(named(chain(3), plain)).toEqual([]);
    for (const scope of [byBus, startBus]) {
      expect(named(chain(2), scope)).toEqual([]);
      expect(named(chain(3), scope)).toEqual(["2 under one by bus"]);
      expect(named(chain(2), plain, scope)).toEqual(["2 under one by bus"]);
    }
  });

  test("name so, too, where a segment has root buses at which a path may start", () => {
    const roots = [0, 0].map((segment) => ({ segment, gap: 0, spare: 0 }));
    expect(Object.keys(sets({ ...chain(3, 0), roots }))).toContain("2 under one by bus");
    expect(Object.keys(sets(chain(3, 0)))).not.toContain("2 under one by bus");
  });

  test("name any function below a bridge so", () => {
    const plan: Plan = { ...chain(3), rmrrs: [{ ...rmrr(), scopes: [byBus] }] };
    const found = [...trySmallPlatforms.candidates(plan)].filter((each) => scopesOf(each)[0]!.byPresentBus);
    const seen = found.map((each) => {
      const { type, at, tail } = scopesOf(each)[0]!;
      expect([at >= 0 && each.functions[at]!.place >= 0, tail]).toEqual([true, []]);
      return `${type} ${pictureOf(each)}`;
    });
    // Of those that differ in numbers only, three.
    const below = ["bridge0 0>*0", "bridge1 0>*0", "bridge1 0>*1"].flatMap((picture) =>
      ["nic", "bridge"].map((kind) => picture.replace("*", kind)),
    );
    expect(new Set(seen)).toEqual(new Set([1, 2].flatMap((type) => below.map((picture) => `${type} ${picture}`))));
  });

  test("are for plans of functions that are there, and of scopes that name functions", () => {
    const isTried = (functions: Plan["functions"], type = 2): boolean => {
      const scopes = [planScope(2, 0, [], 0, false), planScope(type, 0, [], 0, false)];
      const [first] = trySmallPlatforms.candidates({ ...chain(2), functions, rmrrs: [{ ...rmrr(), scopes }] });
      return first !== undefined;
    };
    const others = [port(), nic(0)];
    expect(isTried(others)).toBe(true);
    expect(isTried([...others, { ...nic(), absent: true }])).toBe(false);
    expect(isTried([...others, { ...nic(), physicalFunction: 1 }])).toBe(false);
    expect([1, 3, 5].map((type) => isTried(others, type))).toEqual([true, false, false]);
  });
});
