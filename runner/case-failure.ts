/**
 * The failures of a judged case, and when two failures are the same fault.
 *
 * Counting, shrinking and naming all use the key of a failure. So a shrink cannot slip from one fault to another, and a
 * known fault hides nothing: a failure explained by a divergence has another key.
 */

import { COUNTED_HANG } from "../implementations/executor.ts";
import type { CaseFailure } from "../model/judged.ts";
import type { Profile } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace, TraceEnd } from "../model/trace.ts";
import type { Outcome, Witness } from "../model/verdict.ts";
import { declares, findDivergence, findDivergenceOfEnding, type PlannedDivergence } from "./known-divergence.ts";
import type { Suite, SuiteVerdict } from "./suite.ts";

/** What verdicts depend on. */
export interface Judging {
  readonly suite: Suite;
  readonly profile: Profile;
  /** The divergences that no longer apply come last. */
  readonly divergences: readonly PlannedDivergence[];
  /** Count in how many cases each situation of the suite holds. It costs time, so it is done only on request. */
  readonly countsSituations?: boolean;
}

/** A verdict with divergences taken into account. */
export interface ExplainedVerdict {
  readonly outcome: Outcome;
  readonly failures: readonly CaseFailure[];
}

/** The failures behind a verdict of `hang`, `fail` or `error`; none for any other. */
export function explainVerdict(
  verdict: SuiteVerdict,
  scenario: Scenario,
  trace: Trace,
  judging: Judging,
): ExplainedVerdict {
  switch (verdict.outcome) {
    case "fail":
      return explainFail(verdict, scenario, judging);
    case "hang":
    case "error":
      return explainBreakage(verdict, verdict.outcome, scenario, trace, judging);
    default:
      return { outcome: verdict.outcome, failures: [] };
  }
}

function explainFail(verdict: SuiteVerdict, scenario: Scenario, judging: Judging): ExplainedVerdict {
  const requirement = verdict.requirement.id;
  const failures: CaseFailure[] = [];
  let explained = true;
  for (const witness of verdict.witnesses) {
    const { rule } = witness;
    const { divergences, suite, profile } = judging;
    const divergence = findDivergence(divergences, requirement, rule, scenario, suite, profile);
    const unexplained = { key: `fail ${requirement} ${rule}`, outcome: "fail", requirement, rule, witness } as const;
    const failure = explainedBy(divergences, divergence, unexplained);
    explained &&= failure.outcome === "known";
    failures.push(failure);
  }
  return { outcome: explained && failures.length > 0 ? "known" : "fail", failures };
}

/**
 * A case that ends as a known divergence says is `known` for the requirements of that divergence, and says nothing
 * about any other: for those it counts as declined by the implementation.
 */
function explainBreakage(
  verdict: SuiteVerdict,
  outcome: "hang" | "error",
  scenario: Scenario,
  trace: Trace,
  judging: Judging,
): ExplainedVerdict {
  const requirement = verdict.requirement.id;
  const whole = wholeCaseFailure(scenario, trace, judging, requirement);
  if (whole !== undefined) {
    const divergence = whole.outcome === "known" ? judging.divergences[whole.divergence!] : undefined;
    const isOfAnother = divergence !== undefined && !declares(divergence, requirement, whole.rule);
    if (isOfAnother) return { outcome: "skipped", failures: [] };
    return { outcome: divergence === undefined ? outcome : "known", failures: [{ ...whole, requirement }] };
  }
  const witness = verdict.witnesses[0] ?? witnessOfErrors(trace);
  const { rule } = witness;
  const { divergences, suite, profile } = judging;
  const divergence = findDivergence(divergences, requirement, rule, scenario, suite, profile);
  const unexplained = { key: keyOfBreakage(outcome, witness, scenario), outcome, requirement, rule, witness };
  const failure = explainedBy(divergences, divergence, unexplained);
  return { outcome: failure.outcome, failures: [failure] };
}

/**
 * The failure of a case that returned no complete trace, whether or not it triggered any requirement. A case that the
 * implementation declined is not a failure.
 *
 * @param requirement id of the requirement whose own divergence takes precedence
 */
export function wholeCaseFailure(
  scenario: Scenario,
  trace: Trace,
  { divergences, suite, profile }: Judging,
  requirement?: string,
): CaseFailure | undefined {
  if (trace.ended === undefined || trace.ended.how === "skipped") return undefined;
  const outcome = trace.ended.how === "hung" ? "hang" : "error";
  const witness = witnessOfEnd(trace.ended, scenario);
  const { rule } = witness;
  const find = (among: readonly PlannedDivergence[]): number =>
    findDivergenceOfEnding(among, rule, scenario, suite, profile, requirement);
  // A requirement's own divergence takes precedence, but not if it no longer applies.
  const inForce = find(divergences.filter(({ isGone }) => isGone !== true));
  const unexplained = { key: keyOfBreakage(outcome, witness, scenario), outcome, rule, witness } as const;
  return explainedBy(divergences, inForce < 0 ? find(divergences) : inForce, unexplained);
}

/**
 * A failure combined with what is known about it. A fixed fault that has returned remains an ordinary failure, but with
 * a key of its own, so that it neither hides another fault nor is confused with one.
 *
 * @param index of the divergence, -1 if there is none
 */
function explainedBy(divergences: readonly PlannedDivergence[], index: number, failure: CaseFailure): CaseFailure {
  if (index < 0) return failure;
  if (divergences[index]!.isGone === true) {
    return { ...failure, key: `${failure.key} returned ${index}`, divergence: index };
  }
  return { ...failure, key: `known ${index}`, outcome: "known", divergence: index };
}

function keyOfBreakage(outcome: "hang" | "error", witness: Witness, scenario: Scenario): string {
  const step = witness.step === undefined ? undefined : scenario.steps[witness.step];
  return `${outcome} ${witness.rule} ${step?.do ?? ""}`;
}

/** The witness of a trace that ended before its scenario did. */
function witnessOfEnd(ended: TraceEnd, scenario: Scenario): Witness {
  const action = ended.step === undefined ? undefined : scenario.steps[ended.step]?.do;
  // How a hang was detected does not make it a different fault.
  let rule = ended.code === COUNTED_HANG ? undefined : ended.code?.toLowerCase().replaceAll("_", "-");
  if (rule === undefined) {
    const [verb, preposition] = ended.how === "hung" ? ["does-not-return", "from"] : ["dies", "in"];
    rule = action === undefined ? verb : `${verb}-${preposition}-${action}`;
  }
  return { rule, ...(ended.step === undefined ? {} : { step: ended.step }), message: ended.message };
}

/** For an error that the judge reports without a witness: the first step that went wrong. */
function witnessOfErrors(trace: Trace): Witness {
  const step = trace.steps.findIndex((result) => result.status === "error");
  const message = trace.steps[step]?.message;
  return { rule: "step-error", ...(step < 0 ? {} : { step }), ...(message === undefined ? {} : { message }) };
}
