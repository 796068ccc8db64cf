/** Judges one scenario, such as a stored failure, without the rest of a run. */

import { ConformanceError } from "../model/conformance-error.ts";
import type { JudgedScenario } from "../model/judged.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Outcome } from "../model/verdict.ts";
import { makeJudgingPlan, type PlanData } from "./judging-plan.ts";
import { openSubject } from "./open-subject.ts";
import { resolveProfile } from "./resolve-profile.ts";
import { DEFAULT_CASE_TIMEOUT } from "./run-defaults.ts";
import type { RunOptions } from "./run-options.ts";

export type ReplayOptions = Pick<RunOptions, "subject" | "profile" | "caseTimeout" | "suite" | "suiteModule"> & {
  /** Ids of requirements; all if left out. Requirements that the scenario does not trigger give no verdict. */
  readonly requirements?: readonly string[];
};

export interface Replay extends JudgedScenario {
  /** 0 if everything that could be judged holds; 1 fail or hang; 3 error, or nothing could be judged. */
  readonly exitStatus: 0 | 1 | 3;
}

/**
 * Executes and judges a scenario.
 *
 * @throws ConformanceError as `runConformance` does; `UNKNOWN_REQUIREMENT` for an id that does not exist
 */
export async function replayScenario(options: ReplayOptions, scenario: Scenario): Promise<Replay> {
  const suite = options.suite ?? (await import("./default-suite.ts")).suite;
  const ids = suite.requirements.map(({ id }) => id);
  const unknown = options.requirements?.find((id) => !ids.includes(id));
  if (unknown !== undefined) {
    throw new ConformanceError(
      "UNKNOWN_REQUIREMENT",
      `there is no requirement ${JSON.stringify(unknown)}`,
      "Run `rmrr-conformance list` for the ids.",
    );
  }
  const problems: ConformanceError[] = [];
  const subject = await openSubject(options, options.caseTimeout ?? DEFAULT_CASE_TIMEOUT, (it) => problems.push(it));
  try {
    const profile = resolveProfile(options.profile, subject.description);
    const data: PlanData = { seed: "", runs: 1, only: [], tables: [], profile, divergences: [] };
    const judge = subject.judgeBy(makeJudgingPlan(suite, data), data);
    const judged = await judge.judgeScenario(options.requirements ?? ids, scenario);
    const outcomes = [...judged.verdicts, ...judged.failures].map(({ outcome }) => outcome);
    return { ...judged, exitStatus: replayStatus(outcomes, problems.length) };
  } finally {
    await subject.close();
  }
}

/**
 * The exit status of a replay. It is never green by accident: something must have passed.
 *
 * @param problems how many problems, not attributable to a case, prevented the implementation from being judged
 */
export function replayStatus(outcomes: readonly Outcome[], problems: number): 0 | 1 | 3 {
  if (outcomes.includes("hang") || outcomes.includes("fail")) return 1;
  return problems > 0 || outcomes.includes("error") || !outcomes.includes("pass") ? 3 : 0;
}
