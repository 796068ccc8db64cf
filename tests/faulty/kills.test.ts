/** Each faulty variant is found by the requirement that it names, within 1,000 cases of the streams of that requirement. */

import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { deriveSeed } from "../../generators/seed.ts";
import { STREAMS } from "../../generators/streams.ts";
import { FAULTY, type FaultyVariant } from "../../implementations/faulty/index.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import { LINUX_PROFILE, type Profile, relaxProfile } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { CaseSource } from "../../runner/case-source.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import type { Requirement } from "../../suites/requirement.ts";
import { traceWithTwins } from "../suites/trace-with-twins.ts";

const CASES = 1000;
const SEEDS = ["kill/1", "kill/2", "kill/3"];
/** Milliseconds; no case takes a hundredth of it. */
const PATIENCE = 1000;

/** What the variant declares open is open. */
function profileOf({ implementation }: FaultyVariant): Profile {
  return relaxProfile(LINUX_PROFILE, implementation.either ?? []);
}

function traceOf(variant: FaultyVariant, requirement: Requirement, scenario: Scenario): Trace {
  const run = (): Trace =>
    traceWithTwins([requirement], scenario, profileOf(variant), (each) => execute(variant.implementation, each));
  if (variant.killedBy.outcome !== "hang") return run();
  try {
    return runInNewContext("run()", { run }, { timeout: PATIENCE }) as Trace;
  } catch {
    return { steps: [], observesMemory: true, ended: { how: "hung", message: `no end within ${PATIENCE} ms` } };
  }
}

/** How many cases of a stream it takes, the killing one included; undefined if none of the first 1,000 kills. */
function casesToKill(variant: FaultyVariant, requirement: Requirement, seed: string): number | undefined {
  const counts = STREAMS.filter(({ name }) => requirement.streams.includes(name)).map((stream) => {
    const source = new CaseSource(stream.scenarios(), deriveSeed(seed, stream.name));
    for (let index = 0; index < CASES; index++) {
      const scenario = source.at(index).value;
      const verdicts = judgeCase([requirement], scenario, traceOf(variant, requirement, scenario), profileOf(variant));
      if (verdicts.some(({ outcome }) => outcome === variant.killedBy.outcome)) return index + 1;
    }
    return Infinity;
  });
  const least = Math.min(...counts);
  return least === Infinity ? undefined : least;
}

describe.each(SEEDS)("under the seed %s", (seed) => {
  for (const variant of FAULTY) {
    const { requirement: id, outcome } = variant.killedBy;
    const requirement = REQUIREMENTS.find((candidate) => candidate.id === id);
    // A requirement that is still to come is skipped, in sight.
    test.skipIf(requirement === undefined)(`${variant.name} is found by ${id}: ${outcome}`, () => {
      expect(requirement && casesToKill(variant, requirement, seed)).toBeDefined();
    });
  }
});
