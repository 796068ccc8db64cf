/** What the streams have to reach: every situation to its share, and every requirement often enough to be judged. */

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { deriveSeed } from "../../generators/seed.ts";
import { STREAMS } from "../../generators/streams.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { SITUATIONS } from "../../suites/situations.ts";

const CASES = 3000;

/** Fewer than 25 triggered cases of 1,000 are not reached; this leaves room for bad luck. */
const LEAST_TRIGGERED = 0.04;

const known: ReadonlySet<string> = new Set(STREAMS.map(({ name }) => name));

test.each(STREAMS)("the $name stream reaches its situations and triggers its requirements, by a margin", (stream) => {
  const cases = fc
    .sample(stream.scenarios(), { seed: deriveSeed("situations", stream.name), numRuns: CASES })
    .map((scenario) => new ScenarioFacts(scenario, LINUX_PROFILE));
  const share = (holds: (facts: ScenarioFacts) => boolean): number => cases.filter(holds).length / CASES;

  const situations = SITUATIONS.filter(({ reached }) => reached?.stream === stream.name);
  expect(situations.length).toBeGreaterThan(0);
  const tooRare = situations
    .map((situation) => ({ situation, share: share((facts) => situation.holds(facts)) }))
    .filter((each) => each.share < 1.2 * each.situation.reached!.leastShare);
  expect(tooRare.map((each) => `${each.situation.name} ${each.share}`)).toEqual([]);

  // Requirements that listen to other streams too are triggered there.
  const dependent = REQUIREMENTS.filter(
    ({ streams }) => streams.filter((name) => known.has(name)).join() === stream.name,
  );
  const silent = dependent
    .map(({ id, trigger }) => ({ id, share: share(trigger) }))
    .filter((each) => each.share < LEAST_TRIGGERED);
  expect(silent).toEqual([]);
});
