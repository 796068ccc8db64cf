/** What the sections of a run share. */

import type { CaseFailure, JudgedScenario } from "../model/judged.ts";
import type { Profile } from "../model/profile.ts";
import type { FailureLine } from "../model/record.ts";
import type { AnswerBook } from "./answers/answer-book.ts";
import type { CaseJudge, JudgingPlan } from "./case-judge.ts";
import type { KnownDivergence } from "./known-divergence.ts";
import type { ReplayableFailure, RunOptions, RunSinks } from "./run-options.ts";
import type { RunSum } from "./run-sum.ts";
import type { SuiteRequirement } from "./suite.ts";

export interface RunContext {
  readonly options: RunOptions;
  readonly sinks: RunSinks;
  readonly runs: number;
  readonly profile: Profile;
  readonly plan: JudgingPlan;
  readonly judge: CaseJudge;
  /** Asked instead of the judge; it asks the judge only for answers it does not have. */
  readonly book: AnswerBook;
  /** The requirements that are selected, in the order of the suite. */
  readonly selected: readonly SuiteRequirement[];
  /** The divergences in force. */
  readonly divergences: readonly KnownDivergence[];
  /** Those that a release from which the implementation descends had already fixed. */
  readonly fixed: readonly KnownDivergence[];
  /** The names of both, in the order of the plan: those in force first. */
  readonly divergenceNames: readonly string[];
  readonly sum: RunSum;
}

/** The failures of one scenario, one for each key. */
export interface ScenarioFailure extends Omit<CaseFailure, "requirement"> {
  /** Ids of requirements, in the order of the suite. */
  readonly requirements: readonly string[];
}

/** Combines the failures that share a key. */
export function failuresByKey(judged: JudgedScenario): readonly ScenarioFailure[] {
  const byKey = new Map<string, ScenarioFailure>();
  for (const { requirement, ...failure } of judged.failures) {
    const requirements = [...(byKey.get(failure.key)?.requirements ?? [])];
    if (requirement !== undefined && !requirements.includes(requirement)) requirements.push(requirement);
    byKey.set(failure.key, { ...failure, requirements });
  }
  return [...byKey.values()];
}

/** The ids in the order of the suite. */
export function inOrder(context: RunContext, ids: readonly string[]): readonly string[] {
  return context.selected.filter(({ id }) => ids.includes(id)).map(({ id }) => id);
}

/** The command that reproduces a failure. */
export function replayCommand(
  context: RunContext,
  failure: Pick<FailureLine, "outcome" | "requirements" | "rule" | "origin">,
  file: string | undefined,
): string {
  const { options, runs } = context;
  const replayable: ReplayableFailure = {
    outcome: failure.outcome,
    requirements: failure.requirements,
    rule: failure.rule,
    origin: failure.origin,
    ...(file === undefined ? {} : { file }),
    seed: options.seed,
    runs,
  };
  return (options.replayCommand ?? ((it) => callOfLibrary(options, it)))(replayable);
}

/** For programs that call the library: no command line knows which implementation they test. */
function callOfLibrary(options: RunOptions, { seed, runs, requirements, file }: ReplayableFailure): string {
  const members = [
    "...options",
    ...(options.exhaustive === true ? [] : [`seed: ${JSON.stringify(seed)}`, `runs: ${runs}`]),
    ...(requirements.length === 0 ? [] : [`only: ${JSON.stringify(requirements)}`]),
  ];
  const first = file === undefined ? "" : ` // judges ${file} first`;
  return `runConformance({ ${members.join(", ")} }, sinks)${first}`;
}
