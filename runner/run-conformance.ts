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

import { ConformanceError } from "../model/conformance-error.ts";
import { RECORD_FORMAT, type HeaderLine, type RecordedOptions } from "../model/record.ts";
import { SUITE_VERSION, VTD_REVISION } from "../model/suite-version.ts";
import type { Outcome } from "../model/verdict.ts";
import { scenarioToWire } from "../model/wire/scenario-wire.ts";
import { canonicalJson, sha256 } from "./canonical-json.ts";
import { readStore, type StoredFile } from "./failure-store.ts";
import { judgeCourses } from "./judge-courses.ts";
import { checkDivergences, judgeKnown } from "./judge-known.ts";
import { judgeStored } from "./judge-stored.ts";
import { makeJudgingPlan, type PlanData } from "./judging-plan.ts";
import { isVersionWithin, nameDivergences, type KnownDivergence } from "./known-divergence.ts";
import { openSubject } from "./open-subject.ts";
import { exitStatusOf, requirementLine } from "./requirement-outcome.ts";
import { resolveProfile } from "./resolve-profile.ts";
import type { RunContext } from "./run-context.ts";
import type { RunOptions, RunResult, RunSinks } from "./run-options.ts";
import { RunSum } from "./run-sum.ts";
import { selectRequirements } from "./select.ts";
import { settleFailures } from "./settle-failures.ts";
import { situationLines } from "./situation-lines.ts";

export const DEFAULT_RUNS = 1000;
export const DEFAULT_CASE_TIMEOUT = 5000;

/**
 * Runs the suite against an implementation.
 *
 * @throws ConformanceError if the run cannot begin: an implementation that cannot be loaded, an unknown
 * requirement or profile, known divergences that make no sense. What goes wrong later is in the record.
 */
export async function runConformance(options: RunOptions, sinks: RunSinks): Promise<RunResult> {
  const isExhaustive = options.exhaustive === true;
  if (isExhaustive) checkExhaustive(options);
  const runs = isExhaustive
    ? 0
    : positiveInteger(options.runs ?? DEFAULT_RUNS, "INVALID_RUNS", "the number of cases a stream");
  const caseTimeout = positiveInteger(
    options.caseTimeout ?? DEFAULT_CASE_TIMEOUT,
    "INVALID_CASE_TIMEOUT",
    "the time limit of a case in milliseconds",
  );
  const problems: ConformanceError[] = [];
  const onProblem = (problem: ConformanceError): void => {
    problems.push(problem);
    sinks.problem?.(problem);
  };
  const suite = options.suite ?? (await import("./default-suite.ts")).suite;
  const selected = selectRequirements(suite.requirements, options.only ?? []);
  const subject = await openSubject(options, caseTimeout, onProblem, sinks.executed?.bind(sinks));
  try {
    const { description } = subject;
    const profile = resolveProfile(options.profile, description);
    const divergences = (options.known ?? []).filter(({ versions }) => isVersionWithin(description.version, versions));
    checkDivergences(divergences, suite, profile);
    const tables = (options.tables ?? [])
      .map(({ name, bytes }) => ({ name, bytes, digest: sha256(bytes) }))
      .sort((left, right) => (left.name < right.name ? -1 : 1));
    const data: PlanData = {
      seed: options.seed,
      runs,
      ...(isExhaustive ? { exhaustive: true } : {}),
      only: options.only ?? [],
      tables,
      profile,
      divergences: divergences.map(({ requirement, rule, when }) => ({ requirement, rule, when })),
      countsSituations: options.situations === true,
    };
    const plan = makeJudgingPlan(suite, data);
    const context: RunContext = {
      options,
      sinks,
      runs,
      profile,
      plan,
      judge: subject.judgeBy(plan, data),
      selected,
      divergences,
      divergenceNames: nameDivergences(divergences),
      sum: new RunSum(selected),
    };
    const isJudgingStored = options.store !== undefined && options.noStored !== true;
    const store = isJudgingStored ? await readStore(options.store!) : { files: [], problems: [] };
    store.problems.forEach(onProblem);

    sinks.line({
      line: "environment",
      node: process.version,
      platform: process.platform,
      architecture: process.arch,
      started: new Date().toISOString(),
    });
    sinks.line(headerOf(context, data, store.files, isJudgingStored, caseTimeout));
    const lines = [
      ...(await judgeStored(context, options.store ?? "", store.files, onProblem)),
      ...(await judgeKnown(context)),
    ];
    await judgeCourses(context, lines.length);
    situationLines(suite.situations, context.sum.situations).forEach((line) => sinks.line(line));
    // Failures are settled before the requirements are summed up, but stand after them.
    const failures = await settleFailures(context, lines, (problem) => sinks.problem?.(problem));
    const sums = selected.map(({ id }) => context.sum.requirement(id));
    const mayLieBeyond = isExhaustive && sums.some(({ triggered }) => triggered > 0);
    const requirements = selected.map((requirement, index) =>
      requirementLine(requirement, sums[index]!, profile, options.allowUnobserved ?? [], mayLieBeyond),
    );
    requirements.forEach((line) => sinks.line(line));
    failures.forEach((line) => sinks.line(line));
    const exitStatus = exitStatusOf(
      requirements,
      failures.map(({ outcome }) => outcome),
      problems.length,
    );
    sinks.line({
      line: "footer",
      exitStatus,
      requirements: countOutcomes(requirements.map(({ outcome }) => outcome)),
      cases: context.sum.cases,
      ...(problems.length === 0 ? {} : { problems: problems.map(({ code }) => code).sort() }),
      seed: options.seed,
    });
    return { exitStatus };
  } finally {
    await subject.close();
  }
}

function headerOf(
  context: RunContext,
  data: PlanData,
  stored: readonly StoredFile[],
  isJudgingStored: boolean,
  caseTimeout: number,
): HeaderLine {
  const { options, profile, judge, divergences } = context;
  const { name, version, language, homepage, either = [] } = judge.description;
  const { allowUnobserved = [] } = options;
  const recorded: RecordedOptions = {
    runs: data.runs,
    ...(data.exhaustive === true ? { exhaustive: true as const } : {}),
    only: data.only,
    tables: data.tables.map((table) => ({ name: table.name, digest: table.digest })),
    stored: isJudgingStored,
    ...(allowUnobserved.length === 0 ? {} : { allowUnobserved }),
    ...("module" in options.subject ? { caseTimeout } : {}),
    ...(data.countsSituations === true ? { situations: true } : {}),
  };
  return {
    line: "header",
    format: RECORD_FORMAT,
    suiteVersion: SUITE_VERSION,
    specification: VTD_REVISION,
    profile: profile.name,
    either,
    seed: options.seed,
    options: recorded,
    storeDigest: digestOfStore(stored, divergences),
    implementation: {
      name,
      ...(version === undefined ? {} : { version }),
      ...(language === undefined ? {} : { language }),
      ...(homepage === undefined ? {} : { homepage }),
    },
  };
}

function digestOfStore(stored: readonly StoredFile[], divergences: readonly KnownDivergence[]): string {
  const known = divergences.map(({ scenario, ...rest }) => ({ ...rest, scenario: scenarioToWire(scenario) }));
  return sha256(canonicalJson({ stored: stored.map(({ name, digest }) => [name, digest]), known }));
}

function countOutcomes(outcomes: readonly Outcome[]): Readonly<Partial<Record<Outcome, number>>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Whatever speaks of drawing makes no sense where nothing is drawn. */
function checkExhaustive({ runs, tables = [] }: RunOptions): void {
  const senseless = runs !== undefined ? "a number of cases a stream" : tables.length > 0 ? "a table" : undefined;
  if (senseless === undefined) return;
  throw new ConformanceError(
    "CONFLICTING_OPTIONS",
    `the small worlds are to be enumerated, but ${senseless} was given`,
    "Leave out one of the two; a world has as many cases as it has, and a table of its own for each",
  );
}

function positiveInteger(value: number, code: string, what: string): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new ConformanceError(code, `${what} is ${value}`, "Give an integer of at least 1.");
}
