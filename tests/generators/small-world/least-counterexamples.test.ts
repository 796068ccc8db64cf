/**
 * Counterexamples of the shelf are truly least: no small scenario has no more of anything, less of something, and
 * fails by the same rule. Here, one rule a fault, as far as few scenarios have to be tried; `npm run campaign:least`
 * tries all.
 */

import { describe, expect, test } from "vitest";
import { ALL_SPARE, EMPTY_PLAN, placeOnRoot, planFunction, planScope } from "../../../generators/plan.ts";
import { realise } from "../../../generators/realise.ts";
import { FAULTY } from "../../../implementations/faulty/index.ts";
import { REQUIREMENTS } from "../../../suites/index.ts";
import { searchSmaller, shrunkCounterexamples } from "./least-counterexamples.ts";
import { countsOf, countSmaller, smallerScenarios } from "./smaller-scenarios.ts";

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
      const search = searchSmaller(variant, requirement!, first, MOST_TRIED);
      if (search === undefined) return skip("it is no small one");
      expect(search.smaller && countsOf(search.smaller), `less than ${JSON.stringify(countsOf(first.scenario))}`).toBe(
        undefined,
      );
      if (search.cut) skip(`more than ${MOST_TRIED} scenarios are smaller`);
    });
  }
});

describe("scenarios that are smaller than another", () => {
  test("have no more of anything and less of something, and none is there twice", () => {
    const than = { functions: 2, rmrrs: 1, scopes: 1, hops: 2, steps: 4 };
    const seen = new Set<string>();
    for (const scenario of smallerScenarios(than, new Set(["get", "ask"]))) {
      const counts = countsOf(scenario);
      const pairs = Object.entries(than).map(([name, most]) => [counts[name as keyof typeof counts], most] as const);
      expect(pairs.every(([has, most]) => has <= most)).toBe(true);
      expect(pairs.some(([has, most]) => has < most)).toBe(true);
      const { dmar, ...platform } = scenario.platform;
      seen.add(JSON.stringify([platform, Buffer.from(dmar).toString("base64"), scenario.steps]));
    }
    const all = [...smallerScenarios(than, new Set(["get", "ask"]))];
    expect(seen.size).toBe(all.length);
    expect(all.length).toBeGreaterThan(5000);
  });

  test("are counted without being made, unless there are too many", () => {
    const inserted = { functions: 1, rmrrs: 0, scopes: 0, hops: 0, steps: 5 };
    const platforms = { functions: 2, rmrrs: 1, scopes: 1, hops: 1, steps: 5 };
    for (const [than, kinds] of [
      [inserted, ["insert", "get", "fail-allocations"]],
      [platforms, ["get", "show", "map"]],
    ] as const) {
      const all = [...smallerScenarios(than, new Set(kinds), [0x010802])];
      expect(countSmaller(than, new Set(kinds), [0x010802], Infinity)).toBe(all.length);
      expect(countSmaller(than, new Set(kinds), [0x010802], all.length)).toBe(all.length);
      expect(countSmaller(than, new Set(kinds), [0x010802], all.length - 1)).toBe(Infinity);
      const classes = new Set(all.flatMap(({ platform }) => platform.functions.map((fn) => fn.classCode)));
      expect(classes).toEqual(new Set([0x020000, 0x0c0330, 0x030000, 0x010802, 0x060100, 0x060400]));
    }
    expect(countSmaller({ ...inserted, steps: 40 }, new Set(["get", "put", "read", "ask"]), [], Infinity)).toBe(
      Infinity,
    );
  });

  test("hold a smaller one, where there is one", () => {
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
    const search = searchSmaller(variant, requirement, { rule: "end-off-by-one", scenario: large }, 1_000_000);
    expect(countsOf(search!.smaller!)).toEqual({ functions: 1, rmrrs: 1, scopes: 1, hops: 1, steps: 4 });
  });
});
