/** The lines of a record before the first verdict and after the last. */

import type { ConformanceError } from "../model/conformance-error.ts";
import type { FailureLine } from "../model/record.ts";
import type { Outcome } from "../model/verdict.ts";
import { checkSameRun } from "./earlier-run.ts";
import type { StoreContent } from "./failure-store.ts";
import type { PlanData } from "./judging-plan.ts";
import { exitStatusOf, requirementLine } from "./requirement-outcome.ts";
import type { RunContext } from "./run-context.ts";
import { askedOf, headerOf } from "./run-header.ts";
import type { RunResult } from "./run-options.ts";
import { judgesStored } from "./stored-of-run.ts";

/** The lines before the first verdict. @throws ConformanceError `RESUME_…` */
export function beginRecord(context: RunContext, data: PlanData, store: StoreContent, caseTimeout: number): void {
  const { options, sinks } = context;
  const { earlier, shard } = options;
  const header =
    "answered" in options.subject
      ? earlier!.header
      : headerOf(context, data, store, judgesStored(options), caseTimeout);
  const asked = askedOf(context, store);
  if (earlier !== undefined && earlier.shards === undefined) checkSameRun(earlier, { header, asked });
  sinks.line({
    line: "environment",
    node: process.version,
    platform: process.platform,
    architecture: process.arch,
    started: new Date().toISOString(),
  });
  sinks.line(header);
  if (shard !== undefined) sinks.line({ line: "shard", ...shard });
  earlier?.shards?.forEach((line) => sinks.line(line));
  sinks.keep?.(asked);
}

/** The lines after the last verdict. */
export function endRecord(
  context: RunContext,
  store: StoreContent,
  failures: readonly FailureLine[],
  problems: readonly ConformanceError[],
): RunResult {
  const { book, options, profile, selected, sinks, sum } = context;
  const isShard = options.shard !== undefined;
  const allowUnobserved = isShard ? ["*"] : (options.allowUnobserved ?? []);
  const sums = selected.map(({ id }) => sum.requirement(id));
  const mayLieBeyond = options.exhaustive === true && sums.some(({ triggered }) => triggered > 0);
  const requirements = selected.map((requirement, index) =>
    requirementLine(requirement, sums[index]!, profile, allowUnobserved, mayLieBeyond),
  );
  requirements.forEach((line) => sinks.line(line));
  failures.forEach((line) => sinks.line(line));
  if (options.shard !== undefined) {
    sinks.line(askedOf(context, store));
    for (const answer of book.answers()) sinks.line({ line: "judged", ...answer });
  }
  const exitStatus = exitStatusOf(
    requirements,
    // A death that a release had fixed counts against the implementation; any other only prevents it from being judged.
    failures.map(({ outcome, returned }) => (returned === undefined ? outcome : "fail")),
    problems.length,
    isShard,
  );
  sinks.line({
    line: "footer",
    exitStatus,
    requirements: countOutcomes(requirements.map(({ outcome }) => outcome)),
    cases: sum.cases,
    ...(problems.length === 0 ? {} : { problems: problems.map(({ code }) => code).sort() }),
    seed: options.seed,
  });
  return { exitStatus };
}

function countOutcomes(outcomes: readonly Outcome[]): Readonly<Partial<Record<Outcome, number>>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}
