/** The judge for an implementation: in a worker for a module, in this thread for an executor. */

import type { ImplementationDescription } from "../implementations/executor.ts";
import type { ConformanceError } from "../model/conformance-error.ts";
import { AbsentJudge } from "./answers/absent-judge.ts";
import type { CaseJudge, JudgingPlan } from "./case-judge.ts";
import type { PlanData } from "./judging-plan.ts";
import { moduleUrl } from "./load-implementation.ts";
import { LocalJudge, type ExecutedSink } from "./local-judge.ts";
import { descriptionOf, RecordedJudge } from "./recording/recorded-judge.ts";
import type { RunOptions } from "./run-options.ts";
import { SupervisedJudge } from "./supervised-judge.ts";
import { siblingModule } from "./watched-worker.ts";

export interface OpenedSubject {
  readonly description: ImplementationDescription;
  /** The judge for a plan. The plan needs the description first, because an implementation may name its profile. */
  judgeBy(plan: JudgingPlan, data: PlanData): CaseJudge;
  close(): Promise<void>;
}

/**
 * @param caseTimeout milliseconds
 * @param onProblem told if the implementation ends its thread when no case can be blamed
 * @param onExecuted told of each case of a course and its trace, for an executor
 * @throws ConformanceError if the implementation cannot be loaded
 */
export async function openSubject(
  options: Pick<RunOptions, "subject" | "suiteModule" | "pulse">,
  caseTimeout: number,
  onProblem: (problem: ConformanceError) => void,
  onExecuted?: ExecutedSink,
): Promise<OpenedSubject> {
  const { subject, pulse } = options;
  if ("recording" in subject) {
    const { recording } = subject;
    return {
      description: descriptionOf(recording),
      judgeBy: (plan) => new RecordedJudge(plan, recording),
      close: async () => recording.close(),
    };
  }
  if ("answered" in subject) {
    const description = subject.answered;
    return { description, judgeBy: () => new AbsentJudge(description), close: async () => undefined };
  }
  if ("executor" in subject) {
    const { executor } = subject;
    return {
      description: executor.description,
      judgeBy: (plan) => new LocalJudge(plan, executor, pulse, onExecuted),
      close: async () => executor.close(),
    };
  }
  const judge = await SupervisedJudge.open({
    implementationModule: moduleUrl(subject.module),
    suiteModule: options.suiteModule ?? siblingModule("default-suite"),
    caseTimeout,
    onProblem,
  });
  return {
    description: judge.description,
    judgeBy: (plan, data) => {
      judge.usePlan(plan, data);
      return judge;
    },
    close: () => judge.close(),
  };
}
