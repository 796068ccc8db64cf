/** Faults of the shelf, their counterexamples shrunk to the end, and whatever small scenario shows them in less. */

import { deriveSeed } from "../../../generators/seed.ts";
import { STREAMS } from "../../../generators/streams.ts";
import type { FaultyVariant } from "../../../implementations/faulty/index.ts";
import { execute } from "../../../implementations/in-process/execute.ts";
import { isBridge } from "../../../model/platform.ts";
import { LINUX_PROFILE } from "../../../model/profile.ts";
import type { Scenario } from "../../../model/scenario.ts";
import type { Trace } from "../../../model/trace.ts";
import { ScenarioFacts } from "../../../oracle/scenario-facts.ts";
import { scenarioDigest } from "../../../runner/canonical-json.ts";
import { CaseSource } from "../../../runner/case-source.ts";
import { shrink } from "../../../runner/shrink.ts";
import { judgeTriggered } from "../../../suites/judge-case.ts";
import type { Requirement } from "../../../suites/requirement.ts";
import { traceWithTwins } from "../../suites/trace-with-twins.ts";
import { type Counts, countsOf, countSmaller, isSmall, smallerScenarios } from "./smaller-scenarios.ts";

const MOST_TRIES = 10_000;
/** Of the small worlds; a counterexample that has one more is compared with what has no more than they have. */
const MOST_INSERTS = 3;
/** Beyond this, nobody would wait for the end of a search. */
const MOST_COUNTED = 10 ** 9;

export interface Counterexample {
  readonly rule: string;
  readonly scenario: Scenario;
}

/** The rules by which a variant fails a requirement in a scenario. */
function rulesOf(variant: FaultyVariant, requirement: Requirement, scenario: Scenario): readonly string[] {
  // Most small scenarios trigger nothing, and need not be executed to know that nothing fails.
  const facts = new ScenarioFacts(scenario, LINUX_PROFILE);
  if (!requirement.trigger(facts)) return [];
  const run = (one: Scenario): Trace => execute(variant.implementation, one);
  const trace = traceWithTwins([requirement], scenario, LINUX_PROFILE, run);
  return judgeTriggered([requirement], facts, trace).flatMap(({ outcome, witnesses }) =>
    outcome === "fail" ? witnesses.map(({ rule }) => rule) : [],
  );
}

/**
 * For each rule of the requirement, the first case of its streams that fails by it, shrunk to the end.
 *
 * @param most so many rules are enough
 */
export async function shrunkCounterexamples(
  variant: FaultyVariant,
  requirement: Requirement,
  seed: string,
  cases: number,
  most: number = Infinity,
): Promise<readonly Counterexample[]> {
  const found = new Map<string, Scenario>();
  for (const stream of STREAMS.filter(({ name }) => requirement.streams.includes(name))) {
    const arbitrary = stream.scenarios();
    const source = new CaseSource(arbitrary, deriveSeed(seed, stream.name));
    for (let index = 0; index < cases && found.size < most; index++) {
      const start = source.at(index);
      for (const rule of rulesOf(variant, requirement, start.value)) {
        if (found.has(rule)) continue;
        const test = (scenario: Scenario): true | undefined =>
          rulesOf(variant, requirement, scenario).includes(rule) ? true : undefined;
        const { value } = await shrink(arbitrary, start, test, { mostTries: MOST_TRIES, identify: scenarioDigest });
        found.set(rule, value);
      }
    }
  }
  return [...found].map(([rule, scenario]) => ({ rule, scenario }));
}

export interface Search {
  /** A failing scenario that has no more of anything and less of something. */
  readonly smaller: Scenario | undefined;
  /** How many scenarios were tried. */
  readonly tried: number;
  /** How many there are; `Infinity` if they are not counted. */
  readonly total: number;
  /** The search ended before all of them were tried. */
  readonly cut: boolean;
}

/** Looks for a smaller scenario that fails by the same rule; undefined if the counterexample is no small one. */
export function searchSmaller(
  variant: FaultyVariant,
  requirement: Requirement,
  { rule, scenario }: Counterexample,
  most: number,
): Search | undefined {
  const counts: Counts = countsOf(scenario);
  if (!isSmall(counts) || scenario.steps.filter((step) => step.do === "insert").length > MOST_INSERTS + 1)
    return undefined;
  const kinds = new Set<Exclude<Scenario["steps"][number]["do"], "tear-down">>(["get", "put", "ask"]);
  for (const step of scenario.steps) if (step.do !== "tear-down") kinds.add(step.do);
  const classCodes = scenario.platform.functions.flatMap((fn) => (isBridge(fn) ? [] : [fn.classCode]));
  const total = countSmaller(counts, kinds, classCodes, MOST_COUNTED);
  let tried = 0;
  for (const candidate of smallerScenarios(counts, kinds, classCodes)) {
    if (tried === most) break;
    tried++;
    if (rulesOf(variant, requirement, candidate).includes(rule))
      return { smaller: candidate, tried, total, cut: false };
  }
  return { smaller: undefined, tried, total, cut: tried < total };
}
