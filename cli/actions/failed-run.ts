/**
 * `run --failed`: what failed in a record, judged again. The least scenario of each failure comes first, then the
 * streams of the requirements that failed, with the seed and the number of cases of the record: what is fixed is
 * seen at once, and what was broken by the fix a moment later.
 */

import { ConformanceError } from "../../model/conformance-error.ts";
import type { FailureLine, HeaderLine, RecordLine } from "../../model/record.ts";
import { SUITE_VERSION } from "../../model/suite-version.ts";
import { readRecord } from "../../reports/record/read-record.ts";
import { isBad, runReport, type RunReport } from "../../reports/record/run-report.ts";
import type { StoreContent, StoredFile } from "../../runner/failure-store.ts";
import { storedFile } from "../../runner/failure-store.ts";
import type { GivenTable } from "../../runner/run-options.ts";
import { sha256 } from "../../runner/canonical-json.ts";
import { describeOrigin, storedFailureName, storedFailureToText } from "../../runner/stored-failure.ts";
import { suite } from "../../runner/default-suite.ts";
import type { RunCommandOptions } from "../commands/run.ts";
import type { SeededRun } from "./replay-command.ts";

export interface FailedRun {
  readonly command: SeededRun;
  readonly storedFailures: StoreContent;
  /** @throws ConformanceError `FAILED_OTHER_IMPLEMENTATION` if the header of the run is of another implementation */
  check(line: RecordLine): void;
  /** @throws ConformanceError `FAILED_OTHER_TABLES` if other tables are given than in the record */
  checkTables(tables: readonly GivenTable[]): void;
}

/**
 * @param given names of the options that were given; what was not is as it was in the record
 * @throws ConformanceError `FAILED_OTHER_VERSION`, `FAILED_NOTHING`, `RECORD_…`
 */
export function failedRun(path: string, options: RunCommandOptions, given: ReadonlySet<string>): FailedRun {
  const report = runReport(readRecord(path).lines);
  const { header } = report;
  if (header.suiteVersion !== SUITE_VERSION) {
    throw new ConformanceError(
      "FAILED_OTHER_VERSION",
      `${path} was written by version ${header.suiteVersion}; in this version, ${SUITE_VERSION}, its seed gives other cases`,
      "Run the suite again. Stored failures work with every version, and `replay` judges the scenarios of the record",
    );
  }
  const failures = report.failures.filter(({ outcome }) => outcome !== "known");
  const only = failedRequirements(report, failures);
  if (only.length === 0) {
    throw new ConformanceError(
      "FAILED_NOTHING",
      `nothing failed in ${path}`,
      "Run the suite again; use another seed for other cases",
    );
  }
  const { seed, profile } = header;
  const { runs, exhaustive, caseTimeout = options.caseTimeout, allowUnobserved } = header.options;
  return {
    command: {
      ...options,
      seed,
      runs,
      ...(exhaustive === true ? { exhaustive } : {}),
      only,
      profile: options.profile ?? profile,
      caseTimeout: given.has("caseTimeout") ? options.caseTimeout : caseTimeout,
      ...(options.allowUnobserved === undefined && allowUnobserved !== undefined ? { allowUnobserved } : {}),
    },
    storedFailures: { files: leastScenarios(header, failures), problems: [] },
    check: (line) => {
      if (line.line === "header") checkImplementation(path, header, line);
    },
    checkTables: (tables) => checkTables(path, header, tables),
  };
}

/** Ids of what kept the run from being green. A case that failed as a whole stands for all that its stream shows. */
function failedRequirements({ requirements }: RunReport, failures: readonly FailureLine[]): readonly string[] {
  const failed = new Set(requirements.filter(isBad).map(({ id }) => id));
  for (const failure of failures) {
    for (const id of failure.requirements) failed.add(id);
    const { origin } = failure;
    if (failure.requirements.length > 0 || origin.from === "store" || origin.from === "known") continue;
    const stream = origin.from === "stream" ? origin.stream : suite.tableStream;
    const judged = new Set(requirements.map(({ id }) => id));
    for (const { id, streams } of suite.requirements) if (streams.includes(stream) && judged.has(id)) failed.add(id);
  }
  return suite.requirements.map(({ id }) => id).filter((id) => failed.has(id));
}

/** As they would be stored. */
function leastScenarios(header: HeaderLine, failures: readonly FailureLine[]): readonly StoredFile[] {
  const files = new Map<string, StoredFile>();
  for (const { outcome, requirements, rule, origin, witness, scenario } of failures) {
    // It is in the file of known divergences, whose least scenarios are judged first too.
    if (outcome === "unexpected-pass" || outcome === "known") continue;
    const stored = {
      outcome,
      requirements,
      rule,
      profile: header.profile,
      implementation: header.implementation.name,
      seed: header.seed,
      origin: describeOrigin(origin),
      witness,
      scenario,
    };
    const name = storedFailureName(stored);
    files.set(name, storedFile(name, storedFailureToText(stored)));
  }
  return [...files.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
}

function checkImplementation(path: string, before: HeaderLine, now: HeaderLine): void {
  const [then, present] = [before.implementation.name, now.implementation.name];
  if (then === present) return;
  throw new ConformanceError(
    "FAILED_OTHER_IMPLEMENTATION",
    `${path} is about ${JSON.stringify(then.slice(0, 200))}, and this is ${JSON.stringify(present.slice(0, 200))}`,
    "Name the implementation that was judged there; to judge another with the same scenarios, use `replay`",
  );
}

function checkTables(path: string, { options }: HeaderLine, tables: readonly GivenTable[]): void {
  const digests = tables.map(({ bytes }) => sha256(bytes)).sort();
  const before = options.tables.map(({ digest }) => digest).sort();
  if (digests.length === before.length && digests.every((digest, index) => digest === before[index])) return;
  throw new ConformanceError(
    "FAILED_OTHER_TABLES",
    `${path} was judged on ${before.length} given tables, which are not the ones given now`,
    `Give the same tables with --table: ${options.tables.map(({ name }) => name).join(", ") || "none"}`,
  );
}
