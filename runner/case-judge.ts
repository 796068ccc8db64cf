/** Executes cases and judges them: in this thread, or in a worker under supervision. */

import type { ImplementationDescription } from "../implementations/executor.ts";
import type { EndedCase, JudgedScenario, ShrunkFailure, Tally } from "../model/judged.ts";
import type { Profile } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Judging } from "./case-failure.ts";
import type { Course } from "./course.ts";

/** Everything that judging depends on. */
export interface JudgingPlan extends Judging {
  readonly profile: Profile;
  readonly courses: readonly Course[];
}

/** A failure to be shrunk. */
export interface ShrinkTarget {
  readonly key: string;
  /** Ids of the requirements to judge candidates for. */
  readonly requirements: readonly string[];
  readonly mostTries: number;
}

export interface CaseJudge {
  readonly description: ImplementationDescription;
  /**
   * Judges the cases of a course from `from` up to but not including `to`, for all its requirements. The tallies it
   * passes on are contiguous and in the end cover the range.
   *
   * @param earlier cases of the course before `from` that count towards giving it up
   * @returns why the rest of the range was given up, if it was
   */
  judgeRange(
    course: Course,
    from: number,
    to: number,
    onTally: (tally: Tally) => void,
    earlier?: readonly EndedCase[],
  ): Promise<string | undefined>;
  /**
   * Judges a scenario for some requirements.
   *
   * @param timeLimit milliseconds after which it counts as a hang; the limit of every case if left out
   */
  judgeScenario(requirements: readonly string[], scenario: Scenario, timeLimit?: number): Promise<JudgedScenario>;
  /** Shrinks a case of a course while keeping the key of its failure. */
  shrink(course: Course, index: number, target: ShrinkTarget): Promise<ShrunkFailure>;
  /** The scenario of a failing case, where cases were recorded instead of drawn and cannot be shrunk. */
  recordedScenario?(course: Course, index: number): Scenario | undefined;
}
