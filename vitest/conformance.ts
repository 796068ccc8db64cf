/**
 * Registers the suite with vitest: a `describe` with a test for each requirement.
 *
 * ```ts
 * import { conformance } from "rmrr-conformance/vitest";
 * import { implementation } from "./my-driver.ts";
 *
 * conformance(implementation);
 * ```
 *
 * The whole run happens before the first test, so that a case is judged for all requirements at once; each test then
 * reports the outcome of its requirement. Cases come from a random seed, which is printed; the environment variables
 * `RMRR_SEED` and `RMRR_RUNS` set the seed and the number of cases per stream.
 */

import { beforeAll, describe, test } from "vitest";
import type { Implementation, RegionObject } from "../implementations/contract.ts";
import type { Executor } from "../implementations/executor.ts";
import { ConformanceError } from "../model/conformance-error.ts";
import { failuresOf, failuresOfNoRequirement, isBad } from "../reports/record/run-report.ts";
import { suite } from "../runner/default-suite.ts";
import { DEFAULT_STORE } from "../runner/failure-store.ts";
import { loadKnownDivergences } from "../runner/load-known-divergences.ts";
import { isUnobserved } from "../runner/requirement-outcome.ts";
import { DEFAULT_RUNS } from "../runner/run-defaults.ts";
import type { GivenTable } from "../runner/run-options.ts";
import { checkPatterns, selectRequirements } from "../runner/select.ts";
import { missedProblem, unobservedProblem } from "../runner/unobserved-problem.ts";
import { runForVitest, type VitestRun } from "./run-for-vitest.ts";
import { testFailure } from "./test-failure.ts";

/**
 * What is tested: an implementation or an executor in this process, or the URL of a JavaScript module that exports an
 * implementation, which is judged in a worker thread and may hang or die without harm.
 */
export type ConformanceSubject<List extends Iterable<RegionObject>> = Implementation<List> | Executor | URL;

export interface ConformanceOptions {
  /** Title of the `describe`; by default the name of the implementation. */
  readonly title?: string;
  /** Any text; random by default. `RMRR_SEED` overrides it. */
  readonly seed?: string;
  /** Cases per stream; 1,000 by default. `RMRR_RUNS` overrides it. */
  readonly runs?: number;
  /** Patterns of requirement ids; all by default. */
  readonly only?: readonly string[];
  /** Name of a profile; by default that of the implementation, else `linux`. */
  readonly profile?: string;
  /** Real DMAR tables to generate platforms around. */
  readonly tables?: readonly GivenTable[];
  /** Folder of stored failures, relative to the working folder; `rmrr-failures` by default, none if false. */
  readonly store?: string | false;
  /** Does not judge stored failures; new ones are still stored. */
  readonly noStored?: boolean;
  /** Path of a file of known divergences. */
  readonly known?: string;
  /** Milliseconds after which a case counts as a hang; 5,000 by default. */
  readonly caseTimeout?: number;
  /**
   * Patterns of requirement ids that need not be observed although the profile expects them: their tests are skipped,
   * where they would fail otherwise. None by default. If nothing is observed at all, the last test fails nevertheless.
   */
  readonly allowUnobserved?: readonly string[];
}

/**
 * Registers the tests. They pass where `rmrr-conformance run` exits with 0, and one fails where it exits with 1 or 3.
 * Call it at the top level of a test file, or in a `describe`.
 *
 * @throws ConformanceError `UNKNOWN_REQUIREMENT`, `INVALID_RUNS`
 */
export function conformance<List extends Iterable<RegionObject>>(
  subject: ConformanceSubject<List>,
  options: ConformanceOptions = {},
): void {
  const requirements = selectRequirements(suite.requirements, options.only ?? []);
  checkPatterns(suite.requirements, options.allowUnobserved ?? []);
  const { RMRR_SEED, RMRR_RUNS } = process.env;
  const seed = RMRR_SEED ?? options.seed ?? crypto.randomUUID();
  const runs = RMRR_RUNS === undefined ? (options.runs ?? DEFAULT_RUNS) : runsFrom(RMRR_RUNS);

  const title: string = options.title ?? titleOf(subject);
  describe(title, () => {
    let run: VitestRun | undefined;
    beforeAll(async () => {
      console.info(`rmrr-conformance: ${runs} cases per stream; repeat with RMRR_SEED=${seed} RMRR_RUNS=${runs}`);
      const known = options.known === undefined ? [] : await loadKnownDivergences(options.known);
      const { store = DEFAULT_STORE, ...rest } = options;
      run = await runForVitest(subject, { ...rest, ...(store === false ? {} : { store }), seed, runs, known });
    }, 0);

    for (const { id, statement } of requirements) {
      test(`${id}: ${statement}`, (context) => {
        const { report } = run!;
        const { profile } = report.header;
        const line = report.requirements.find((each) => each.id === id)!;
        const failures = failuresOf(report, id).filter(({ outcome }) => outcome !== "known");
        if (line.missed === true) throw testFailure([missedProblem([line], profile, allowing)], failures);
        if (isBad(line)) throw testFailure(line, failures);
        if (isUnobserved(line.outcome)) context.skip(line.reason ?? line.outcome);
      });
    }
    test("the run: what must be observed was observed, and every case and stored failure could be judged", () => {
      const { report, problems } = run!;
      const failures = failuresOfNoRequirement(report).filter(({ outcome }) => outcome !== "known");
      const unobserved = unobservedProblem(report.requirements, report.header.profile, allowing);
      const all = unobserved === undefined ? problems : [...problems, unobserved];
      if (all.length > 0 || failures.length > 0) throw testFailure(all, failures);
    });
  });
}

/** The option that lets requirements stay unobserved, to be copied. */
function allowing(ids: readonly string[]): string {
  return `conformance(…, { allowUnobserved: [${ids.map((id) => JSON.stringify(id)).join(", ")}] })`;
}

function titleOf<List extends Iterable<RegionObject>>(subject: ConformanceSubject<List>): string {
  if (subject instanceof URL) return `RMRR conformance of ${subject.pathname.split("/").at(-1)}`;
  return `RMRR conformance of ${"start" in subject ? subject.name : subject.description.name}`;
}

function runsFrom(text: string): number {
  const runs = Number(text);
  if (Number.isSafeInteger(runs) && runs >= 1) return runs;
  throw new ConformanceError("INVALID_RUNS", `RMRR_RUNS is ${JSON.stringify(text)}`, "Give an integer of at least 1.");
}
