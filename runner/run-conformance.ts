/**
 * A run: stored failures, known divergences, streams, tables; then what failed is shrunk and reported.
 *
 * ```ts
 * const { exitStatus } = await runConformance(
 *   { subject: { executor: inProcessExecutor(implementation) }, seed: "any text" },
 *   { line: (line) => console.log(line.line) },
 * );
 * ```
 *
 * Every case is judged and counted, whatever failed before it. One seed, suite, set of options and store give
 * one sequence of lines, but for `environment`.
 */

import type { ImplementationDescription } from "../implementations/executor.ts";
import { ConformanceError } from "../model/conformance-error.ts";
import type { Profile } from "../model/profile.ts";
import { AnswerBook } from "./answers/answer-book.ts";
import { diagnoseFailures } from "./diagnosis/diagnose.ts";
import { judgeCourses } from "./judge-courses.ts";
import { checkDivergences, judgeKnown } from "./judge-known.ts";
import { judgeStored } from "./judge-stored.ts";
import { makeJudgingPlan, type PlanData } from "./judging-plan.ts";
import {
  isVersionWithin,
  nameDivergences,
  type DivergencePredicate,
  type KnownDivergence,
} from "./known-divergence.ts";
import { isFixed } from "./fixed-divergence.ts";
import { namedTables } from "./named-tables.ts";
import { openSubject } from "./open-subject.ts";
import { beginRecord, endRecord } from "./record-ends.ts";
import { resolveProfile } from "./resolve-profile.ts";
import type { RunContext } from "./run-context.ts";
import { DEFAULT_CASE_TIMEOUT, DEFAULT_RUNS } from "./run-defaults.ts";
import type { RunOptions, RunResult, RunSinks } from "./run-options.ts";
import { RunSum } from "./run-sum.ts";
import { checkPatterns, selectRequirements } from "./select.ts";
import { settleFailures } from "./settle-failures.ts";
import { situationLines } from "./situation-lines.ts";
import { storedOfRun } from "./stored-of-run.ts";
import { checkShard, judgesSingles } from "./shards/shard.ts";

/**
 * Runs the suite against an implementation.
 *
 * @throws ConformanceError if the run cannot begin: an implementation that cannot be loaded, an unknown requirement or
 * profile, invalid known divergences, an earlier run that does not match. Later problems are in the record.
 */
export async function runConformance(options: RunOptions, sinks: RunSinks): Promise<RunResult> {
  const isExhaustive = options.exhaustive === true;
  if (isExhaustive) checkExhaustive(options);
  const runs = isExhaustive
    ? 0
    : positiveInteger(options.runs ?? DEFAULT_RUNS, "INVALID_RUNS", "the number of cases per stream");
  const caseTimeout = positiveInteger(
    options.caseTimeout ?? DEFAULT_CASE_TIMEOUT,
    "INVALID_CASE_TIMEOUT",
    "the time limit of a case in milliseconds",
  );
  if (options.shard !== undefined) checkShard(options.shard);
  const problems: ConformanceError[] = [];
  const tell = (problem: ConformanceError): void => {
    problems.push(problem);
    sinks.problem?.(problem);
  };
  const book = new AnswerBook(options.earlier?.answers ?? [], (answer) => sinks.keep?.({ line: "judged", ...answer }));
  const suite = options.suite ?? (await import("./default-suite.ts")).suite;
  const selected = selectRequirements(suite.requirements, options.only ?? []);
  checkPatterns(suite.requirements, options.allowUnobserved ?? []);
  const onProblem = (problem: ConformanceError): void => {
    book.problem(problem);
    tell(problem);
  };
  const subject = await openSubject(options, caseTimeout, onProblem, sinks.executed?.bind(sinks));
  try {
    const { description } = subject;
    const profile = resolveProfile(options.profile, description);
    const { divergences, fixed } = divergencesOf(options, description);
    checkDivergences([...divergences, ...fixed], suite, profile);
    const data = planData(options, runs, profile, divergences, fixed);
    const plan = makeJudgingPlan(suite, data);
    const context: RunContext = {
      options,
      sinks,
      runs,
      profile,
      plan,
      judge: subject.judgeBy(plan, data),
      book,
      selected,
      divergences,
      fixed,
      divergenceNames: nameDivergences([...divergences, ...fixed]),
      sum: new RunSum(selected),
    };
    const store = await storedOfRun(options, book);
    beginRecord(context, data, store, caseTimeout);
    for (const problem of [...store.problems, ...book.problems]) tell(problem);
    const singles = judgesSingles(options.shard)
      ? [...(await judgeStored(context, options.store ?? "", store.files, tell)), ...(await judgeKnown(context))]
      : [];
    await judgeCourses(context, singles.length);
    situationLines(suite.situations, context.sum.situations).forEach((line) => sinks.line(line));
    // Failures are settled before the requirements are summed up, but are written after them.
    const settled = await settleFailures(context, singles, (problem) => sinks.problem?.(problem));
    const failures = await diagnoseFailures(context, settled);
    return endRecord(context, store, failures, problems);
  } finally {
    await subject.close();
  }
}

/** Those that are declared for the version of the implementation, apart from those that it has fixed. */
function divergencesOf(
  { known = [] }: RunOptions,
  { version }: ImplementationDescription,
): { readonly divergences: readonly KnownDivergence[]; readonly fixed: readonly KnownDivergence[] } {
  const declared = known.filter(({ versions }) => isVersionWithin(version, versions));
  return {
    divergences: declared.filter((divergence) => !isFixed(divergence, version)),
    fixed: declared.filter((divergence) => isFixed(divergence, version)),
  };
}

/** What a judge has to know, in whatever thread it is. */
function planData(
  { seed, exhaustive, only = [], tables = [], situations }: RunOptions,
  runs: number,
  profile: Profile,
  divergences: readonly KnownDivergence[],
  fixed: readonly KnownDivergence[],
): PlanData {
  return {
    seed,
    runs,
    ...(exhaustive === true ? { exhaustive } : {}),
    only,
    tables: namedTables(tables),
    profile,
    divergences: [
      ...divergences.map(predicateOf),
      ...fixed.map((divergence) => ({ ...predicateOf(divergence), isGone: true as const })),
    ],
    countsSituations: situations === true,
  };
}

function predicateOf({ requirement, rule, also = [], when }: KnownDivergence): DivergencePredicate {
  return { requirement, rule, also, when };
}

function checkExhaustive({ runs, tables = [] }: RunOptions): void {
  const senseless = runs !== undefined ? "a number of cases per stream" : tables.length > 0 ? "a table" : undefined;
  if (senseless === undefined) return;
  throw new ConformanceError(
    "CONFLICTING_OPTIONS",
    `the small worlds are enumerated exhaustively, but ${senseless} was given`,
    "Leave out one of the two: a small world has a fixed number of cases, each with its own table",
  );
}

function positiveInteger(value: number, code: string, what: string): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new ConformanceError(code, `${what} is ${value}`, "Give an integer of at least 1.");
}
