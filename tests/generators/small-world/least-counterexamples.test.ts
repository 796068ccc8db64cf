/**
 * Counterexamples of the shelf are truly least: no small scenario has no more of anything, less of something, and
 * fails by the same rule. Here, one rule a fault, as far as few scenarios have to be tried; `npm run campaign:least`
 * tries all.
 */

import { describe, expect, test } from "vitest";
import { ALL_SPARE, EMPTY_PLAN, placeOnRoot, planFunction, planScope } from "../../../generators/plan.ts";
import { concernsAll } from "../../../generators/shrinking/concerns-all.ts";
import { planOf } from "../../../generators/plan-of.ts";
import { realise } from "../../../generators/realise.ts";
import { FAULTY } from "../../../implementations/faulty/index.ts";
import { decodeTable } from "../../../model/dmar/decode.ts";
import type { Scenario } from "../../../model/scenario.ts";
import { REQUIREMENTS } from "../../../suites/index.ts";
import { extentWithin, searchSmaller, shrunkCounterexamples, spaceBelow } from "./least-counterexamples.ts";
import { ALL_IMAGES, countsOf, countSmaller, smallerScenarios, type Space } from "./smaller-scenarios.ts";

const CASES = 200;
/** Two functions, one scope and one get are no more than this. */
const MOST_TRIED = 13_000;

describe("the least counterexample of", () => {
  for (const variant of FAULTY) {
    const requirement = REQUIREMENTS.find(({ id }) => id === variant.killedBy.requirement);
    const isJudged = requirement !== undefined && variant.killedBy.outcome === "fail";
    test.skipIf(!isJudged)(`${variant.name} has none below it`, async ({ skip }) => {
      const [first] = await shrunkCounterexamples(variant, requirement!, "least", CASES, 1);
      if (first === undefined) return skip(`not found in ${CASES} cases of a stream`);
      const search = searchSmaller({ variant, requirement: requirement!, counterexample: first }, MOST_TRIED);
      if (search === undefined) return skip("it is no small one");
      expect(search.smaller && countsOf(search.smaller), `less than ${JSON.stringify(countsOf(first.scenario))}`).toBe(
        undefined,
      );
      if (search.cut) skip(`more than ${MOST_TRIED} scenarios are smaller`);
    });
  }
});

describe("scenarios that are smaller than another", () => {
  const than = { functions: 2, rmrrs: 1, scopes: 1, hops: 2, steps: 4 };
  const asks: Space = { than, kinds: new Set(["get", "ask"]), classCodes: [], images: ALL_IMAGES };
  const pictureOf = ({ platform: { dmar, ...platform }, steps }: Scenario): string =>
    JSON.stringify([platform, Buffer.from(dmar).toString("base64"), steps]);

  test("have no more of anything and less of something, without duplicates", () => {
    const seen = new Set<string>();
    for (const scenario of smallerScenarios(asks)) {
      const counts = countsOf(scenario);
      const pairs = Object.entries(than).map(([name, most]) => [counts[name as keyof typeof counts], most] as const);
      expect(pairs.every(([has, most]) => has <= most)).toBe(true);
      expect(pairs.some(([has, most]) => has < most)).toBe(true);
      seen.add(pictureOf(scenario));
    }
    const all = [...smallerScenarios(asks)];
    expect(seen.size).toBe(all.length);
    expect(all.length).toBeGreaterThan(5000);
  });

  test("have scopes divided among RMRRs in every way", () => {
    const counts = { functions: 1, rmrrs: 2, scopes: 3, hops: 4, steps: 1 };
    const space: Space = { than: counts, kinds: new Set(), classCodes: [], images: 1 };
    const shapes = new Set(
      [...smallerScenarios(space)].map(({ platform }) =>
        decodeTable(platform.dmar)
          .structures.flatMap(({ structure }) =>
            structure.kind === "rmrr" ? [structure.scopes.map(({ path }) => path.length).join("+")] : [],
          )
          .join("|"),
      ),
    );
    const one = ["", "1", "2", "3", "1+1", "1+2", "2+1", "2+2", "1+3", "3+1", "1+1+1", "1+1+2", "1+2+1", "2+1+1"];
    // With as many of everything there has to be a step less, which there cannot be.
    const fitting = one.flatMap((first) =>
      one
        .filter((second) => {
          const hops = [...first, ...second].filter((each) => each !== "+").map(Number);
          const sum = hops.reduce((all, each) => all + each, 0);
          return hops.length <= 3 && sum <= 4;
        })
        .map((second) => `${first}|${second}`),
    );
    expect(shapes).toEqual(new Set([...one, ...fitting]));
  });

  test("include other orders if images are requested", () => {
    const all = new Set([...smallerScenarios(asks)].map(pictureOf));
    const plain = [...smallerScenarios({ ...asks, images: 1 })].map(pictureOf);
    for (const picture of plain) expect(all.has(picture)).toBe(true);
    expect(all.size).toBeGreaterThan(2 * plain.length);
    expect(all.size).toBeLessThan(ALL_IMAGES * plain.length);
  });

  test("put lists before something else happens, and never where the list would be put anyway", () => {
    const space: Space = {
      than: { functions: 1, rmrrs: 0, scopes: 0, hops: 0, steps: 8 },
      kinds: new Set(["get", "put"]),
      classCodes: [],
      images: 1,
    };
    const histories = [...smallerScenarios(space)]
      .filter(({ platform }) => platform.functions[0]?.classCode === 0x020000)
      .map(({ steps }) => steps.map((step) => `${step.do}${"list" in step ? step.list.slice(4) : ""}`).join(" "));
    const read = (list: number): string => `read${list} put${list}`;
    expect(histories).toEqual([
      "tear-down",
      `get0 ${read(0)} tear-down`,
      `get0 get1 ${read(0)} ${read(1)} tear-down`,
      `get0 get1 ${read(1)} ${read(0)} tear-down`,
      `get0 ${read(0)} get1 ${read(1)} tear-down`,
    ]);
  });

  test("start with functions that are added or removed either present or absent", () => {
    const counts = { functions: 2, rmrrs: 0, scopes: 0, hops: 0, steps: 2 };
    const space: Space = { than: counts, kinds: new Set(["add", "get"]), classCodes: [], images: 1 };
    const seen = [...smallerScenarios(space)]
      .filter(({ platform }) => platform.functions.every((fn) => fn.classCode === 0x020000 && fn.segment === 0))
      .map(({ platform, steps }) =>
        platform.functions
          .map((fn) => {
            const comes = steps.some((step) => step.do === "add" && step.device === fn.label);
            return `${fn.absent === true ? "absent" : "there"}${comes ? " comes" : ""}`;
          })
          .join(),
      );
    expect(new Set(seen)).toEqual(new Set(["", "there", "there comes", "absent comes", "there,there"]));
    expect(countSmaller(space, Infinity)).toBe([...smallerScenarios(space)].length);
  });

  test("include RMRRs with other ranges, in either order, if these are given", () => {
    const one = { start: 0x7000n, end: 0x7fffn };
    const other = { start: 0x8000n, end: 0x9fffn };
    const rangesIn = (rmrrs: number, ranges: Space["ranges"] & {}): ReadonlySet<string> => {
      const counts = { functions: 1, rmrrs, scopes: rmrrs, hops: rmrrs, steps: 4 };
      const space: Space = { than: counts, kinds: new Set(["get"]), classCodes: [], images: 1, ranges };
      expect(countSmaller(space, Infinity)).toBe([...smallerScenarios(space)].length);
      return new Set(
        [...smallerScenarios(space)].flatMap(({ platform }) => {
          const reserved = decodeTable(platform.dmar).structures.flatMap(({ structure }) =>
            structure.kind === "rmrr" ? [structure] : [],
          );
          // Less than two scopes: any range for each RMRR.
          if (reserved.length < rmrrs || reserved.flatMap(({ scopes }) => scopes).length < rmrrs) return [];
          return [reserved.map(({ base, limit }) => `${base.toString(16)}-${limit.toString(16)}`).join()];
        }),
      );
    };
    const small = ["1000-1fff", "1000-100000fff", "fffffffffffff000-ffffffffffffffff"];
    expect(rangesIn(1, [])).toEqual(new Set(small));
    expect(rangesIn(1, [one])).toEqual(new Set([...small, "7000-7fff"]));
    const first = small.slice(0, 2).join();
    expect(rangesIn(2, [])).toEqual(new Set([first]));
    expect(rangesIn(2, [one, other])).toEqual(new Set([first, "7000-7fff,8000-9fff", "8000-9fff,7000-7fff"]));
    expect(rangesIn(2, [one, one])).toEqual(new Set([first, "7000-7fff,7000-7fff"]));
  });

  test("include a virtual function beside its physical function, if requested", () => {
    const counts = { functions: 3, rmrrs: 0, scopes: 0, hops: 0, steps: 1 };
    const space: Space = { than: counts, kinds: new Set(), classCodes: [], images: 1, virtual: true };
    const all = [...smallerScenarios(space)];
    expect(countSmaller(space, Infinity)).toBe(all.length);
    let virtual = 0;
    for (const { platform } of all) {
      const found = platform.functions.filter((fn) => fn.physicalFunction !== undefined);
      expect(found.length).toBeLessThan(2);
      virtual += found.length;
      for (const fn of found) {
        const physical = platform.functions.find(({ label }) => label === fn.physicalFunction)!;
        expect([physical.parent, physical.segment, physical.headerType, fn.headerType]).toEqual([
          fn.parent,
          fn.segment,
          0,
          0,
        ]);
      }
    }
    expect(virtual).toBeGreaterThan(0);
    const plain = [...smallerScenarios({ ...space, virtual: false })];
    expect(plain.length).toBe(all.length - virtual);
    // Of two cards beside each other one is a virtual function of the other.
    const beside = all.filter(
      ({ platform: { functions } }) => functions.length === 2 && functions.every((fn) => fn.classCode === 0x020000),
    );
    expect(beside.filter(({ platform }) => platform.functions[1]!.physicalFunction !== undefined)).toHaveLength(2);
  });

  test("include a device that is not PCI, queried and in groups, in place of a function, if requested", () => {
    const counts = { functions: 2, rmrrs: 0, scopes: 0, hops: 0, steps: 3 };
    const kinds: Space["kinds"] = new Set(["ask", "show", "remove"]);
    const space: Space = { than: counts, kinds, classCodes: [], images: 1, others: true };
    const all = [...smallerScenarios(space)];
    expect(countSmaller(space, Infinity)).toBe(all.length);
    const having = all.filter(({ platform }) => platform.otherDevices.length > 0);
    const labels = new Set(having.map(({ platform }) => platform.functions.length + platform.otherDevices.length));
    expect(labels).toEqual(new Set([1, 2]));
    const seen = new Set<string>();
    for (const { platform, steps } of having) {
      const [{ label } = { label: "" }] = platform.otherDevices;
      for (const step of steps) {
        const isAsked = "device" in step && step.device === label;
        if (isAsked) seen.add(step.do === "ask" ? step.predicate : step.do);
        if (step.do === "ask" && step.predicate === "downstream") expect(step.bridge).not.toBe(label);
        if (step.do !== "show") continue;
        const members = platform.groups[0]!.members;
        expect(members).toEqual([...platform.functions.map((fn) => fn.label), label]);
      }
    }
    expect(seen).toEqual(new Set(["has-rmrr", "relaxable", "locked", "downstream"]));
    const without = [...smallerScenarios({ ...space, others: false })];
    expect(without.length).toBe(all.length - having.length);
    // One that nothing asks has to do with nothing.
    const concerned = { ...space, concerned: true };
    const few = [...smallerScenarios(concerned)];
    expect(countSmaller(concerned, Infinity)).toBe(few.length);
    expect(few.some(({ platform, steps }) => steps.length === 1 && platform.otherDevices.length > 0)).toBe(false);
    expect(few.some(({ platform }) => platform.otherDevices.length > 0)).toBe(true);
  });

  test("respect a maximum number of steps of a kind", () => {
    const space: Space = {
      than: { functions: 1, rmrrs: 0, scopes: 0, hops: 0, steps: 5 },
      kinds: new Set(["add", "remove"]),
      atMost: new Map([
        ["add", 1],
        ["remove", 2],
      ]),
      classCodes: [],
      images: 1,
    };
    const all = [...smallerScenarios(space)];
    const most = (kind: string): number =>
      Math.max(...all.map(({ steps }) => steps.filter((step) => step.do === kind).length));
    expect([most("add"), most("remove")]).toEqual([1, 2]);
    expect(countSmaller(space, Infinity)).toBe(all.length);
    expect(countSmaller({ ...space, atMost: new Map([["add", 1]]) }, Infinity)).toBeLessThan(all.length);
  });

  test("include functions that nothing refers to only if requested", () => {
    const concerned = { ...asks, images: 1, concerned: true };
    const few = [...smallerScenarios(concerned)];
    expect(countSmaller(concerned, Infinity)).toBe(few.length);
    expect(countSmaller(concerned, few.length - 1)).toBe(Infinity);
    const expected = [...smallerScenarios({ ...asks, images: 1 })].filter((scenario) => concernsAll(planOf(scenario)!));
    expect(new Set(few.map(pictureOf))).toEqual(new Set(expected.map(pictureOf)));
    expect(few.length).toBe(expected.length);
  });

  test("are counted without being generated, unless there are too many", () => {
    const inserted = { functions: 1, rmrrs: 0, scopes: 0, hops: 0, steps: 5 };
    const platforms = { functions: 2, rmrrs: 1, scopes: 1, hops: 1, steps: 5 };
    for (const [counts, kinds] of [
      [inserted, ["insert", "get", "fail-allocations"]],
      [platforms, ["get", "show", "map"]],
    ] as const) {
      for (const images of [1, ALL_IMAGES]) {
        const space: Space = { than: counts, kinds: new Set(kinds), classCodes: [0x010802], images };
        const all = [...smallerScenarios(space)];
        expect(countSmaller(space, Infinity)).toBe(all.length);
        expect(countSmaller(space, all.length)).toBe(all.length);
        expect(countSmaller(space, all.length - 1)).toBe(Infinity);
        const classes = new Set(all.flatMap(({ platform }) => platform.functions.map((fn) => fn.classCode)));
        expect(classes).toEqual(new Set([0x020000, 0x0c0330, 0x030000, 0x010802, 0x060100, 0x060400]));
      }
    }
    const many = { ...asks, than: { ...inserted, steps: 40 }, kinds: new Set(["get", "put", "read", "ask"] as const) };
    expect(countSmaller(many, Infinity)).toBe(Infinity);
  });

  test("count an RMRR even if it is too short to be read", () => {
    const reserved = { segment: 0, base: 0x1000n, limit: 0x1fffn, scopes: [], reserved: 0 };
    const rmrrs = [reserved, { ...reserved, shortened: 4 }];
    expect(countsOf(realise({ ...EMPTY_PLAN, rmrrs })).rmrrs).toBe(2);
  });

  test("include a smaller one if there is one", () => {
    const variant = FAULTY.find(({ name }) => name === "limit-exclusive")!;
    const requirement = REQUIREMENTS.find(({ id }) => id === "coverage/exact-range")!;
    // Two functions on a root bus, an RMRR for each, and the first of them is got.
    const functions = [0, 1].map((device) => planFunction(placeOnRoot(0), device, 0, 0x020000, 0, 0, 0));
    const rmrrs = [0, 1].map((at) => {
      return { segment: 0, base: 0x1000n, limit: 0x1fffn, scopes: [planScope(1, at, [], 0, false)], reserved: 0 };
    });
    const roots = [{ segment: 0, gap: 0, spare: ALL_SPARE }];
    const large = realise({ ...EMPTY_PLAN, roots, functions, rmrrs, steps: [{ do: "get", device: 0, list: 0 }] });
    expect(countsOf(large)).toEqual({ functions: 2, rmrrs: 2, scopes: 2, hops: 2, steps: 4 });
    const counterexample = { rule: "end-off-by-one", scenario: large };
    const search = searchSmaller({ variant, requirement, counterexample }, 1_000_000);
    expect(countsOf(search!.smaller!)).toEqual({ functions: 1, rmrrs: 1, scopes: 1, hops: 1, steps: 4 });
    // Where the whole has too many, a part of it is gone through: the fewer may be, the less.
    const below = spaceBelow(counterexample)!;
    const extents: unknown[] = [];
    for (let most = Infinity, part = extentWithin(below, most); part !== undefined; part = extentWithin(below, most)) {
      extents.push(part.extent);
      most = part.total - 1;
    }
    const parts = (steps: string): unknown => [
      { steps, order: "any order", functions: "any functions" },
      { steps, order: "any order", functions: "concerned functions" },
      { steps, order: "one order", functions: "any functions" },
      { steps, order: "one order", functions: "concerned functions" },
    ];
    // Of its own steps there is room for no more.
    expect(extents).toEqual(["any steps", "own steps"].flatMap(parts));
  });
});
