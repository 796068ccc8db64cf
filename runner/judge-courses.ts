/** The sections of streams and tables: all cases of all courses. */

import type { RunContext } from "./run-context.ts";
import { shareOf } from "./shards/shard.ts";

/** @param failuresBefore failures of earlier sections, for the progress */
export async function judgeCourses(context: RunContext, failuresBefore: number): Promise<void> {
  const { book, judge, options, plan, sinks, sum } = context;
  for (const course of plan.courses) {
    const range = shareOf(course.cases, options.shard);
    const cases = range.to - range.from;
    const tell = (done: number): void =>
      sinks.progress?.({
        section: course.kind,
        name: course.name,
        done,
        total: cases,
        failures: failuresBefore + sum.failures.length,
      });
    tell(0);
    const givenUp = await book.cases(course, range, judge, (tally) => {
      sum.addTally(course, tally);
      tell(tally.to - range.from);
    });
    if (givenUp !== undefined) sum.giveUp(course, cases, givenUp);
    sinks.line({ line: "stream", ...sum.courseLine(course) });
  }
}
