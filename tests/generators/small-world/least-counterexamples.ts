/** Faults of the shelf, their counterexamples shrunk to the end, and whatever small scenario shows them in less. */

import { planOf } from "../../../generators/plan-of.ts";
import { EMPTY_PLAN, NONE, type PlanStep } from "../../../generators/plan.ts";
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
import { ALL_IMAGES, countsOf, countSmaller, isSmall, smallerScenarios, type Space } from "./smaller-scenarios.ts";

const MOST_TRIES = 10_000;
/** Of the small worlds; a counterexample that has one more is compared with what has no more than they have. */
const MOST_INSERTS = 3;

export interface Counterexample {
  readonly rule: string;
  readonly scenario: Scenario;
}

/** The rules by which a variant fails a requirement in a scenario. */
function rulesOf(variant: FaultyVariant, requirement: Requirement, scenario: Scenario): readonly string[] {
  return rulesIn({ variant, requirement }, new ScenarioFacts(scenario, LINUX_PROFILE));
}

function rulesIn(
  { variant, requirement }: Pick<Suspect, "variant" | "requirement">,
  facts: ScenarioFacts,
): readonly string[] {
  // Most small scenarios trigger nothing, and need not be executed to know that nothing fails.
  if (!requirement.trigger(facts)) return [];
  const run = (one: Scenario): Trace => execute(variant.implementation, one);
  const trace = traceWithTwins([requirement], facts.scenario, LINUX_PROFILE, run);
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
  /** What these are of all. */
  readonly extent: Extent;
  /** The search ended before all of them were tried. */
  readonly cut: boolean;
}

/** A counterexample, and what it is one of. */
export interface Suspect {
  readonly variant: FaultyVariant;
  readonly requirement: Requirement;
  readonly counterexample: Counterexample;
}

/** The small scenarios with which a counterexample is compared. */
export interface SpaceBelow extends Pick<Space, "than" | "kinds" | "classCodes" | "ranges" | "virtual" | "others"> {
  /** The kinds of steps without those that come by themselves: questions, and reads and puts at the end. */
  readonly ownKinds: Space["kinds"];
  /** How many it has of each of them. */
  readonly ownSteps: NonNullable<Space["atMost"]>;
}

/** Undefined if the counterexample is no small one. */
export function spaceBelow({ scenario }: Counterexample): SpaceBelow | undefined {
  const than = countsOf(scenario);
  const inserts = scenario.steps.filter((step) => step.do === "insert").length;
  if (!isSmall(than) || inserts > MOST_INSERTS + 1) return undefined;
  const ownSteps = new Map<PlanStep["do"], number>();
  const plan = planOf(scenario) ?? EMPTY_PLAN;
  for (const step of plan.steps) ownSteps.set(step.do, (ownSteps.get(step.do) ?? 0) + 1);
  const ownKinds = new Set(ownSteps.keys());
  const kinds = new Set([...ownKinds, "get", "put", "ask"] as const);
  if (scenario.steps.some((step) => step.do === "read")) kinds.add("read");
  const classCodes = scenario.platform.functions.flatMap((fn) => (isBridge(fn) ? [] : [fn.classCode]));
  // Of more RMRRs than two it is no small one.
  const ranges = plan.rmrrs.map(({ base, limit }) => ({ start: base, end: limit }));
  return {
    than,
    kinds,
    ownKinds,
    ownSteps,
    classCodes: [...new Set(classCodes)].sort((one, other) => one - other),
    ranges,
    virtual: plan.functions.some(({ physicalFunction }) => physicalFunction !== NONE),
    others: plan.otherDevices.length > 0,
  };
}

/** What is gone through of the space below a counterexample: all, or a part that is told by what it leaves out. */
export interface Extent {
  /** Any steps that are in question, those of its own kinds, or no more of each kind than the counterexample has. */
  readonly steps: "any steps" | "own steps" | "no more of its own steps";
  readonly order: "any order" | "one order";
  /** Any, or each that has to do with what is asked or named. */
  readonly functions: "any functions" | "concerned functions";
}

/** The whole first. */
const EXTENTS: readonly Extent[] = (["any steps", "own steps", "no more of its own steps"] as const).flatMap((steps) =>
  (["any order", "one order"] as const).flatMap((order) =>
    (["any functions", "concerned functions"] as const).map((functions): Extent => ({ steps, order, functions })),
  ),
);

export function isWhole({ steps, order, functions }: Extent): boolean {
  return steps === "any steps" && order === "any order" && functions === "any functions";
}

function spaceOf({ kinds, ownKinds, ownSteps, ...below }: SpaceBelow, extent: Extent): Space {
  return {
    ...below,
    kinds: extent.steps === "any steps" ? kinds : ownKinds,
    images: extent.order === "any order" ? ALL_IMAGES : 1,
    concerned: extent.functions === "concerned functions",
    ...(extent.steps === "no more of its own steps" && { atMost: ownSteps }),
  };
}

/** The largest part of a space that has no more scenarios than these, and how many it has; undefined if none has. */
export function extentWithin(
  below: SpaceBelow,
  most: number,
): { readonly extent: Extent; readonly total: number } | undefined {
  for (const extent of EXTENTS) {
    const total = countSmaller(spaceOf(below, extent), most);
    if (Number.isFinite(total)) return { extent, total };
  }
  return undefined;
}

/**
 * Looks for smaller scenarios, for each of some counterexamples that have one space below them: what follows from a
 * scenario before anybody executes it is worked out once for all.
 *
 * @param most so many scenarios are tried: a part of the space, where the whole has more
 */
export function searchSmallerOfAll(suspects: readonly Suspect[], below: SpaceBelow, most: number): readonly Search[] {
  const { extent, total } = extentWithin(below, most) ?? { extent: EXTENTS[0]!, total: Infinity };
  const found = new Map<Suspect, Search>();
  let tried = 0;
  for (const candidate of smallerScenarios(spaceOf(below, extent))) {
    if (tried === most || found.size === suspects.length) break;
    tried++;
    const facts = new ScenarioFacts(candidate, LINUX_PROFILE);
    for (const suspect of suspects) {
      if (found.has(suspect) || !rulesIn(suspect, facts).includes(suspect.counterexample.rule)) continue;
      found.set(suspect, { smaller: candidate, tried, total, extent, cut: false });
    }
  }
  const none: Search = { smaller: undefined, tried, total, extent, cut: tried < total };
  return suspects.map((suspect) => found.get(suspect) ?? none);
}

/** Looks for a smaller scenario that fails by the same rule; undefined if the counterexample is no small one. */
export function searchSmaller(suspect: Suspect, most: number): Search | undefined {
  const below = spaceBelow(suspect.counterexample);
  return below && searchSmallerOfAll([suspect], below, most)[0];
}
