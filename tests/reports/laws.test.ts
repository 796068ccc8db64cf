/** Laws of what is drawn and said, over generated scenarios. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { FAULTY } from "../../implementations/faulty/index.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import { decodeTable } from "../../model/dmar/decode.ts";
import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { FailureLine } from "../../model/record.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { drawScenario } from "../../reports/drawing/draw-scenario.ts";
import { rmrrsOf } from "../../reports/drawing/draw-rmrrs.ts";
import { followPath } from "../../reports/drawing/follow-path.ts";
import { Hierarchy } from "../../reports/drawing/hierarchy.ts";
import { witnessSentence } from "../../reports/failure/witness-sentence.ts";
import { suite } from "../../runner/default-suite.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import { REQUIREMENTS } from "../../suites/index.ts";

const scenarios = fc.oneof(...STREAMS.map((stream) => stream.scenarios()));

describe("a drawn scenario", () => {
  test("has every function of a small platform once, and no line that acts on a terminal", () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const { functions } = scenario.platform;
        const sections = drawScenario(scenario);
        const lines = sections.flatMap((section) => section.lines.map(({ text }) => text));
        expect(lines.join(" ")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|undefined|NaN/u);
        if (functions.length > 48) return;
        const hierarchy = sections[0]!.lines.map(({ text }) => text);
        const drawn = functions.filter(
          ({ label }) => hierarchy.filter((line) => line.split(/\s+/).includes(label)).length >= 1,
        );
        expect(drawn).toHaveLength(functions.length);
        expect(hierarchy.filter((line) => /\[[0-9a-f]{4}\](?: |$)/.test(line))).toHaveLength(functions.length);
      }),
      { numRuns: 300 },
    );
  });

  test("follows paths to where the oracle says that they lead", () => {
    let compared = 0;
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const { platform } = scenario;
        const facts = new ScenarioFacts(scenario, LINUX_PROFILE);
        const hierarchy = new Hierarchy(platform);
        const rmrrs = rmrrsOf(decodeTable(platform.dmar));
        for (const resolved of facts.coverage.scopes) {
          const rmrr = rmrrs[resolved.rmrr]!;
          const scope = rmrr.scopes[resolved.scope]!;
          if (scope.type !== SCOPE_ENDPOINT && scope.type !== SCOPE_SUB_HIERARCHY) continue;
          const { named } = followPath(hierarchy, rmrr.segment, scope);
          const leads = "target" in resolved && resolved.kind !== "virtual-function";
          expect(named?.label).toBe(leads ? facts.labelOf(resolved.target) : undefined);
          compared++;
        }
      }),
      { numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});

describe("the sentence of a witness", () => {
  const known = new Set(REQUIREMENTS.map(({ id }) => id));
  const failing = FAULTY.filter(({ killedBy }) => killedBy.outcome === "fail" && known.has(killedBy.requirement));

  test("has words of its own for every way in which a faulty implementation fails", { timeout: 300_000 }, async () => {
    const failures: FailureLine[] = [];
    for (const { implementation, killedBy } of failing) {
      await runConformance(
        {
          subject: { executor: inProcessExecutor(implementation) },
          seed: "sentences",
          runs: 60,
          only: [killedBy.requirement],
          mostTries: 1,
          // Nobody needs to be told which fault of the shelf it is.
          suite: { ...suite, faults: async () => ({ faults: [], execute: (_, asked) => asked.map(() => []) }) },
        },
        { line: (line) => void (line.line === "failure" && failures.push(line)) },
      );
    }
    expect(failures.length).toBeGreaterThan(failing.length / 2);
    const plain = failures.filter((failure) => witnessSentence(failure).startsWith("The requirement is broken"));
    expect(plain.map(({ requirements, rule }) => `${requirements[0]} ${rule}`)).toEqual([]);
  });
});
