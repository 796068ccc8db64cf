/** That the baseline of the kill matrix is an honest one: valid, of the same sizes, and not aimed past everything. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BASELINE } from "../../bench/baseline/index.ts";
import { STREAMS } from "../../generators/streams.ts";
import { findFaults } from "../../model/dmar/faults.ts";
import { TABLE_FAULTS } from "../../model/dmar/table-fault.ts";
import { validatePlatform } from "../../model/platform-validity.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { stepProblems } from "../generators/step-problems.ts";

const RUNS = 600;
/** What the streams may report too. */
const QUESTIONS: ReadonlySet<string> = new Set(["no-scope", "structure-type-unknown", "scope-type-unknown"]);

function mean(scenarios: readonly Scenario[], count: (facts: ScenarioFacts) => number): number {
  const counts = scenarios.map((scenario) => count(new ScenarioFacts(scenario, LINUX_PROFILE)));
  return counts.reduce((sum, each) => sum + each, 0) / counts.length;
}

describe.each(BASELINE)("the baseline of the stream $name", ({ name, scenarios }) => {
  const cases = fc.sample(scenarios(), { seed: 11, numRuns: RUNS });
  const stream = STREAMS.find((each) => each.name === name)!;
  const ours = fc.sample(stream.scenarios(), { seed: 11, numRuns: RUNS });

  test("draws valid platforms, steps that have a meaning, and tables as free of faults as the stream's", () => {
    // Damage to a table may cost a segment its DRHD.
    const allowed: ReadonlySet<string> = new Set(name === "malformed" ? ["segment-without-drhd"] : []);
    for (const scenario of cases) {
      expect(validatePlatform(scenario.platform).filter(({ code }) => !allowed.has(code))).toEqual([]);
      expect(stepProblems(scenario)).toEqual([]);
    }
    if (ours.some(({ platform }) => findFaults(platform.dmar).some(({ code }) => !QUESTIONS.has(code)))) return;
    const codes = cases.flatMap(({ platform }) => findFaults(platform.dmar).map(({ code }) => code));
    expect([...new Set(codes)].filter((code) => !QUESTIONS.has(code))).toEqual([]);
  });

  test("names what is there with at least half of its scopes", () => {
    const scopes = mean(cases, ({ coverage }) => coverage.scopes.length);
    const named = mean(cases, ({ coverage }) => coverage.scopes.filter((scope) => "target" in scope).length);
    expect(named / scopes).toBeGreaterThan(0.5);
  });

  test("has cases of at least about the sizes of the stream's", () => {
    for (const count of [
      ({ scenario }: ScenarioFacts) => scenario.platform.functions.length,
      ({ coverage }: ScenarioFacts) => coverage.rmrrs.length,
      ({ coverage }: ScenarioFacts) => coverage.scopes.length,
      ({ scenario }: ScenarioFacts) => scenario.steps.length,
    ]) {
      expect(mean(cases, count)).toBeGreaterThan(0.75 * mean(ours, count));
    }
  });

  test("draws the same case from the same seed", () => {
    expect(fc.sample(scenarios(), { seed: 11, numRuns: 20 })).toStrictEqual(cases.slice(0, 20));
  });
});

test("the baseline of the stream malformed breaks most tables, in most of the ways that there are", () => {
  const { scenarios } = BASELINE.find(({ name }) => name === "malformed")!;
  const found = fc.sample(scenarios(), { seed: 12, numRuns: 2000 }).map(({ platform }) => findFaults(platform.dmar));
  expect(found.filter((faults) => faults.length > 0).length).toBeGreaterThan(0.75 * found.length);
  const codes = new Set(found.flatMap((faults) => faults.map(({ code }) => code)));
  expect(codes.size).toBeGreaterThan(0.75 * Object.keys(TABLE_FAULTS).length);
});
