/** Laws of shrinking: every step is a valid, strictly simpler scenario, and there is an end. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Plan } from "../../generators/plan.ts";
import { tryRealise } from "../../generators/realise.ts";
import { compareMeasures } from "../../generators/shrinking/compare-measures.ts";
import { measure } from "../../generators/shrinking/measure.ts";
import type { Pass } from "../../generators/shrinking/pass.ts";
import { readPaths } from "../../generators/shrinking/read-paths.ts";
import { PASSES } from "../../generators/shrinking/simplicity.ts";
import { tableScenarios } from "../../generators/streams.ts";
import { thaw } from "../../generators/thaw-table.ts";
import { validatePlatform } from "../../model/platform-validity.ts";
import type { Scenario } from "../../model/scenario.ts";
import { scenarioFromWire, scenarioToWire } from "../../model/wire/scenario-wire.ts";
import { plansOf, randomOf, SERVER_DMAR, SOURCES } from "./sources.ts";
import { stepProblems } from "./step-problems.ts";

/** Plans of every kind, drawn ones and what becomes of them on the way down. */
function plansOnTheWay(): readonly Plan[] {
  const drawn = SOURCES.flatMap((source) => [...plansOf(source, 8, 11)]);
  const thawed = drawn.flatMap((plan) => (plan.table === undefined ? [] : [thaw(plan)]));
  return [...drawn, ...thawed];
}

function offersSomething(pass: Pass, plan: Plan): boolean {
  return pass.candidates(plan)[Symbol.iterator]().next().done !== true;
}

/** The first few plans for which a pass has candidates, among many: some passes are for plans that are rarely drawn. */
function plansFor(pass: Pass): readonly Plan[] {
  const found: Plan[] = [];
  for (const source of SOURCES) {
    for (const plan of plansOf(source, 400, 12)) {
      const plans = plan.table === undefined ? [plan] : [plan, thaw(plan)];
      found.push(...plans.filter((each) => offersSomething(pass, each)));
      if (found.length >= 3) return found;
    }
  }
  return found;
}

describe.each(PASSES)("the pass «$name»", (pass) => {
  test("makes every plan strictly simpler, and no platform invalid", () => {
    let candidates = 0;
    const plans = plansFor(pass);
    expect(plans).not.toEqual([]);
    for (const plan of [...plans, ...plansOnTheWay()]) {
      const before = measure(plan);
      for (const candidate of pass.candidates(plan)) {
        expect(compareMeasures(measure(candidate), before)).toBeLessThan(0);
        const scenario = tryRealise(candidate);
        if (scenario === undefined) continue;
        // Checking each of thousands of platforms takes long; every seventh says as much.
        if (candidates++ % 7 !== 0) continue;
        expect(validatePlatform(scenario.platform)).toEqual([]);
        expect(stepProblems(scenario)).toEqual([]);
      }
    }
  });
});

describe.each(SOURCES)("shrinking in the $name stream", (source) => {
  test("ends at a scenario that no candidate undercuts", () => {
    const property = fc.property(source.arbitrary, ({ steps }) => steps.filter((step) => step.do === "get").length < 1);
    const { counterexample } = fc.check(property, { seed: 5, numRuns: 1000 });
    const least = counterexample![0]!;
    const { steps, platform } = least;
    expect(steps.map((step) => step.do)).toEqual(["get", "read", "put", "tear-down"]);
    expect(platform.functions.length + platform.otherDevices.length).toBe(1);
    for (const candidate of source.arbitrary.shrink(least, undefined)) {
      expect(candidate.value.steps.some((step) => step.do === "get")).toBe(false);
    }
  });

  test("comes to the same end each time", () => {
    const property = fc.property(source.arbitrary, ({ platform }) => platform.functions.length < 3);
    const run = (): Scenario => fc.check(property, { seed: 6, numRuns: 1000 }).counterexample![0];
    expect(run()).toStrictEqual(run());
  });

  test("starts from a stored scenario as well as from a drawn one", () => {
    const tooMany = ({ platform }: Scenario): boolean => platform.functions.length >= 2;
    const drawn = fc.sample(source.arbitrary, { seed: 8, numRuns: 200 }).filter(tooMany);
    for (const scenario of drawn.slice(0, 10)) {
      const stored = scenarioFromWire(JSON.parse(JSON.stringify(scenarioToWire(scenario))));
      expect(source.arbitrary.canShrinkWithoutContext(stored)).toBe(true);
      const { counterexample } = fc.check(
        fc.property(source.arbitrary, (value) => !tooMany(value)),
        { examples: [[stored]], numRuns: 1 },
      );
      const least = counterexample![0]!;
      expect(least.platform.functions).toHaveLength(2);
      expect(least.steps).toEqual([{ do: "tear-down" }]);
    }
  });
});

describe("shrinking", () => {
  test("goes on with the pass that succeeded, then with those behind it, then with those before", () => {
    const { arbitrary } = SOURCES[0]!;
    let current = arbitrary.generate(randomOf(4), 2);
    for (let depth = 0; depth < 12; depth++) {
      const { plan, pass } = current.context as { readonly plan: Plan; readonly pass: number };
      const passes = [...PASSES.slice(pass), ...PASSES.slice(0, pass)];
      const expected = passes
        .flatMap((each) => [...each.candidates(readPaths(plan))])
        .flatMap((each) => tryRealise(each) ?? []);
      const candidates = [...arbitrary.shrink(current.value, current.context)];
      expect(candidates.map(({ value }) => value)).toStrictEqual(expected);
      const next = candidates[Math.floor(candidates.length / 3)];
      if (next === undefined) break;
      current = next;
    }
  });

  test("cuts a real table only where the failure does not need its bytes", () => {
    const arbitrary = tableScenarios(SERVER_DMAR);
    const unneeded = fc.check(
      fc.property(arbitrary, ({ steps }) => steps.length < 3),
      { seed: 1 },
    );
    expect(unneeded.counterexample![0].platform.dmar.length).toBeLessThan(SERVER_DMAR.length);
    const needed = fc.check(
      fc.property(arbitrary, ({ platform }) => platform.dmar[10] !== "V".charCodeAt(0)),
      { seed: 1 },
    );
    expect(needed.counterexample![0].platform.functions).toEqual([]);
  });

  test("refuses what is no scenario", () => {
    const [source] = SOURCES;
    for (const value of [
      undefined,
      null,
      1,
      "{}",
      {},
      [],
      { platform: {}, steps: [] },
      { steps: [], platform: null },
    ]) {
      expect(source!.arbitrary.canShrinkWithoutContext(value)).toBe(false);
    }
  });
});
