/** Judges one case: a scenario, what an implementation did with it, and the profile it is held to. */

import type { Profile } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace, TraceEnd } from "../model/trace.ts";
import type { Outcome, Witness } from "../model/verdict.ts";
import { Observations } from "../oracle/observations.ts";
import { ScenarioFacts } from "../oracle/scenario-facts.ts";
import type { Requirement } from "./requirement.ts";

export interface CaseVerdict {
  readonly requirement: Requirement;
  readonly outcome: Outcome;
  /** What explains a `fail`, one witness a rule; for `error`, `hang` and `skipped`, one that says where. */
  readonly witnesses: readonly Witness[];
}

const NO_WITNESSES: readonly Witness[] = [];

/**
 * The verdicts on one case, of the requirements that it triggers and in their order. Pure: equal arguments give
 * equal verdicts, and nothing is kept.
 */
export function judgeCase(
  requirements: readonly Requirement[],
  scenario: Scenario,
  trace: Trace,
  profile: Profile,
): readonly CaseVerdict[] {
  const facts = new ScenarioFacts(scenario, profile);
  return judgeTriggered(
    requirements.filter((requirement) => requirement.trigger(facts)),
    facts,
    trace,
  );
}

/**
 * As {@link judgeCase}, for requirements that are known to be triggered: whoever has many traces of one scenario
 * works out its facts and its triggers once.
 */
export function judgeTriggered(
  triggered: readonly Requirement[],
  facts: ScenarioFacts,
  trace: Trace,
): readonly CaseVerdict[] {
  const broken = brokenTrace(facts.scenario, trace);
  if (broken !== undefined) return triggered.map((requirement) => verdictOfEnd(requirement, broken, facts, trace));
  const observed = new Observations(facts, trace);
  const failedSteps = stepsWithStatus(trace, "error");
  const declinedSteps = stepsWithStatus(trace, "unsupported");
  return triggered.map((requirement) => verdictOf(requirement, facts, observed, failedSteps, declinedSteps));
}

/** Of a trace that is not whole, only those requirements say more than that it is not which are about its end. */
function verdictOfEnd(
  requirement: Requirement,
  broken: Omit<CaseVerdict, "requirement">,
  facts: ScenarioFacts,
  { ended }: Trace,
): CaseVerdict {
  const found = ended && requirement.judgeEnding?.(facts, ended);
  if (found === undefined) return { requirement, ...broken };
  return { requirement, outcome: "fail", witnesses: oneOfEachRule(found) };
}

function verdictOf(
  requirement: Requirement,
  facts: ScenarioFacts,
  observed: Observations,
  failedSteps: readonly number[],
  declinedSteps: readonly number[],
): CaseVerdict {
  const { trace } = observed;
  const twinTrace = requirement.twin && observed.twin(requirement.twin.name);
  const broken = twinTrace && brokenTrace(facts.scenario, twinTrace, "twin-");
  if (broken !== undefined) return { requirement, ...broken };
  const found = requirement.judge(facts, observed);
  if (found !== "not-observable" && found.length > 0) {
    return { requirement, outcome: "fail", witnesses: oneOfEachRule(found) };
  }
  const error =
    stepError("step-error", requirement, facts, trace, failedSteps) ??
    (twinTrace && stepError("twin-step-error", requirement, facts, twinTrace, stepsWithStatus(twinTrace, "error")));
  if (error !== undefined) return { requirement, outcome: "error", witnesses: [error] };
  const blind = found === "not-observable" || declinesAll(requirement, facts, declinedSteps);
  return { requirement, outcome: blind ? "not-observable" : "pass", witnesses: NO_WITNESSES };
}

/** The first step that failed and that the verdict depends on. */
function stepError(
  rule: string,
  requirement: Requirement,
  facts: ScenarioFacts,
  trace: Trace,
  failedSteps: readonly number[],
): Witness | undefined {
  const step = failedSteps.find((failed) => requirement.dependsOn(facts, failed));
  if (step === undefined) return undefined;
  const message = trace.steps[step]?.message;
  return { rule, step, ...(message === undefined ? {} : { message }) };
}

/** True if the implementation does not support any of the steps that a requirement depends on. */
function declinesAll(requirement: Requirement, facts: ScenarioFacts, declinedSteps: readonly number[]): boolean {
  if (declinedSteps.length === 0) return false;
  const declined = new Set(declinedSteps);
  return facts.scenario.steps.every((_, step) => declined.has(step) || !requirement.dependsOn(facts, step));
}

/** The verdict on every requirement, if the trace is not whole; that on one, if that of its twin is not. */
function brokenTrace(
  scenario: Scenario,
  trace: Trace,
  whose: "" | "twin-" = "",
): Omit<CaseVerdict, "requirement"> | undefined {
  if (trace.ended !== undefined) {
    const { how, message, step } = trace.ended;
    const rule = `${whose}${ENDINGS[how].rule}`;
    const witness: Witness = { rule, step: step ?? trace.steps.length, message };
    return { outcome: ENDINGS[how].outcome, witnesses: [witness] };
  }
  if (trace.steps.length === scenario.steps.length) return undefined;
  const message = `the trace has ${trace.steps.length} results for ${scenario.steps.length} steps`;
  return { outcome: "error", witnesses: [{ rule: `${whose}trace-incomplete`, message }] };
}

const ENDINGS: Readonly<Record<TraceEnd["how"], { readonly outcome: Outcome; readonly rule: string }>> = {
  hung: { outcome: "hang", rule: "hang" },
  died: { outcome: "error", rule: "died" },
  skipped: { outcome: "skipped", rule: "skipped" },
};

function stepsWithStatus(trace: Trace, status: "error" | "unsupported"): readonly number[] {
  let found: number[] | undefined;
  for (let step = 0; step < trace.steps.length; step++) {
    if (trace.steps[step]!.status === status) (found ??= []).push(step);
  }
  return found ?? NO_STEPS;
}

const NO_STEPS: readonly number[] = [];

function oneOfEachRule(witnesses: readonly Witness[]): readonly Witness[] {
  if (witnesses.length === 1) return witnesses;
  const rules = new Set<string>();
  return witnesses.filter(({ rule }) => !rules.has(rule) && rules.add(rule));
}
