/** Whoever has cases executed and judges them: in this thread, or in a worker under supervision. */

import type { ImplementationDescription } from "../implementations/executor.ts";
import type { Profile } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";
import type { Outcome, Witness } from "../model/verdict.ts";
import type { CaseFailure, Judging } from "./case-failure.ts";
import type { Course } from "./course.ts";
import type { Tally } from "./tally.ts";

/** Everything that judging depends on. */
export interface JudgingPlan extends Judging {
  readonly profile: Profile;
  readonly courses: readonly Course[];
}

/** A verdict as plain data. */
export interface NamedVerdict {
  /** Id of the requirement. */
  readonly requirement: string;
  readonly outcome: Outcome;
  readonly witnesses: readonly Witness[];
}

export interface JudgedScenario {
  readonly trace: Trace;
  /** Of the requirements that the scenario triggers. */
  readonly verdicts: readonly NamedVerdict[];
  readonly failures: readonly CaseFailure[];
}

/** A failure that is to be shrunk. */
export interface ShrinkTarget {
  readonly key: string;
  /** Ids of the requirements to judge candidates for. */
  readonly requirements: readonly string[];
  readonly mostTries: number;
}

/** What a candidate that was taken showed. */
export interface FoundFailure {
  readonly trace: Trace;
  readonly witness: Witness;
}

export interface ShrunkFailure {
  readonly scenario: Scenario;
  /** Undefined if no candidate was taken: the case itself is the least. */
  readonly found: FoundFailure | undefined;
  readonly tried: number;
  readonly taken: number;
  readonly cut: boolean;
}

export interface CaseJudge {
  readonly description: ImplementationDescription;
  /**
   * Judges the cases of a course from `from` to before `to` for all its requirements. The tallies that it
   * hands out adjoin each other and cover the range in the end.
   *
   * @returns why the rest of the range was given up, if it was
   */
  judgeRange(course: Course, from: number, to: number, onTally: (tally: Tally) => void): Promise<string | undefined>;
  /**
   * Judges a scenario for some requirements.
   *
   * @param timeLimit milliseconds after which it is a hang; that of every case if left out
   */
  judgeScenario(requirements: readonly string[], scenario: Scenario, timeLimit?: number): Promise<JudgedScenario>;
  /** Shrinks a case of a course, without leaving the key of its failure. */
  shrink(course: Course, index: number, target: ShrinkTarget): Promise<ShrunkFailure>;
  /** The scenario of a failing case, where cases are not drawn but were recorded, and nothing can be shrunk. */
  recordedScenario?(course: Course, index: number): Scenario | undefined;
}
