/** The sections of streams and tables: all cases of all courses. */

import type { RunContext } from "./run-context.ts";

/** @param failuresBefore failures of earlier sections, for the progress */
export async function judgeCourses(context: RunContext, failuresBefore: number): Promise<void> {
  const { judge, plan, sinks, sum } = context;
  for (const course of plan.courses) {
    const tell = (done: number): void =>
      sinks.progress?.({
        section: course.kind,
        name: course.name,
        done,
        total: course.cases,
        failures: failuresBefore + sum.failures.length,
      });
    tell(0);
    const givenUp = await judge.judgeRange(course, 0, course.cases, (tally) => {
      sum.addTally(course, tally);
      tell(tally.to);
    });
    if (givenUp !== undefined) sum.giveUp(course, givenUp);
    sinks.line({ line: "stream", ...sum.courseLine(course) });
  }
}
