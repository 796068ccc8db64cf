import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import type { Profile } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import { FORBIDDEN, REQUIRED } from "../../oracle/named-scope.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { anyProfile } from "./any-profile.ts";
import { lawRuns } from "./law-runs.ts";
import { naiveCoverage } from "./naive-coverage.ts";

/** `start,end: must` of everything that a device is due, in order. */
function dueByOracle(facts: ScenarioFacts, index: number): readonly string[] {
  const { ranges, strengths } = facts.coverage.of(index);
  return ranges
    .map((range, i) => {
      const { start, end } = facts.coverage.ranges.at(range);
      expect(strengths[i]).not.toBe(FORBIDDEN);
      return `${start},${end}: ${strengths[i] === REQUIRED ? "must" : "may"}`;
    })
    .sort();
}

function dueByDefinition(scenario: Scenario, label: string, profile: Profile): readonly string[] {
  return [...naiveCoverage(scenario.platform, label, profile)].map(([range, due]) => `${range}: ${due}`).sort();
}

describe("coverage", () => {
  for (const { name, scenarios } of STREAMS) {
    test(`agrees with the definition for every device of the ${name} stream, under any profile`, () => {
      fc.assert(
        fc.property(scenarios(), anyProfile(), (scenario, base) => {
          // Table faults and overlaps have tests of their own.
          const profile: Profile = { ...base, malformed: "use", overlap: "allow" };
          const facts = new ScenarioFacts(scenario, profile);
          const { functions, otherDevices } = scenario.platform;
          for (const [index, { label }] of [...functions, ...otherDevices].entries()) {
            expect(dueByOracle(facts, index)).toEqual(dueByDefinition(scenario, label, profile));
          }
        }),
        { numRuns: lawRuns(2000), seed: 20 },
      );
    });
  }
});
