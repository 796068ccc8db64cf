/** Turns a trace into verdicts and failures, for every kind of judge. */

import { messageOf } from "../model/error-message.ts";
import type { CaseFailure, JudgedScenario } from "../model/judged.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";
import { explainVerdict, wholeCaseFailure, type Judging } from "./case-failure.ts";
import type { SuiteRequirement, SuiteVerdict } from "./suite.ts";

/**
 * The verdicts of the suite. If the suite's judge throws, the bug is ours: it becomes an `error` for every requirement
 * for which the case was to be judged, but never a pass, and never ends the run.
 */
export function verdictsOf(
  judging: Judging,
  requirements: readonly SuiteRequirement[],
  scenario: Scenario,
  trace: Trace,
): readonly SuiteVerdict[] {
  try {
    return judging.suite.judge(requirements, scenario, trace, judging.profile);
  } catch (error) {
    const witness = { rule: "judge-failed", message: messageOf(error) };
    return requirements.map((requirement) => ({ requirement, outcome: "error", witnesses: [witness] }));
  }
}

export function failuresOf(
  judging: Judging,
  verdicts: readonly SuiteVerdict[],
  scenario: Scenario,
  trace: Trace,
): readonly CaseFailure[] {
  const failures = verdicts.flatMap((verdict) => explainVerdict(verdict, scenario, trace, judging).failures);
  const whole = wholeCaseFailure(scenario, trace, judging);
  return whole === undefined ? failures : [whole, ...failures];
}

/** Judges one scenario whose trace is available. */
export function judgeTrace(
  judging: Judging,
  requirements: readonly SuiteRequirement[],
  scenario: Scenario,
  trace: Trace,
): JudgedScenario {
  const verdicts = verdictsOf(judging, requirements, scenario, trace);
  return {
    trace,
    verdicts: verdicts.map((verdict) => ({
      requirement: verdict.requirement.id,
      outcome: explainVerdict(verdict, scenario, trace, judging).outcome,
      witnesses: verdict.witnesses,
    })),
    failures: failuresOf(judging, verdicts, scenario, trace),
  };
}

/** The requirements with these ids, in their order. */
export function requirementsNamed(judging: Judging, ids: readonly string[]): readonly SuiteRequirement[] {
  const wanted = new Set(ids);
  return judging.suite.requirements.filter((requirement) => wanted.has(requirement.id));
}

/** The trace of a scenario that was interrupted before anything could be observed. */
export function brokenOff(how: "died" | "hung", message: string, details: { code?: string; step?: number }): Trace {
  return { steps: [], observesMemory: false, ended: { how, ...details, message } };
}

/** As {@link brokenOff}, if a twin of the scenario was being executed. */
export function brokenOffInTwin(
  how: "died" | "hung",
  twin: string,
  message: string,
  details: { code?: string; step?: number },
): Trace {
  const code = how === "hung" ? "TWIN_HANG" : "TWIN_DIED";
  return brokenOff(how, `over its twin ${twin}: ${message}`, { code, ...details });
}
