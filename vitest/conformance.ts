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
import type { FailureLine, RequirementLine } from "../model/record.ts";
import { suite } from "../runner/default-suite.ts";
import { DEFAULT_STORE } from "../runner/failure-store.ts";
import { loadKnownDivergences } from "../runner/load-known-divergences.ts";
import { DEFAULT_RUNS } from "../runner/run-defaults.ts";
import type { GivenTable } from "../runner/run-options.ts";
import { selectRequirements } from "../runner/select.ts";
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
}

/** Outcomes with which the test of a requirement is skipped. */
const NOT_OBSERVED: ReadonlySet<RequirementLine["outcome"]> = new Set(["not-observable", "skipped"]);

/**
 * Registers the tests. Call it at the top level of a test file, or in a `describe`.
 *
 * @throws ConformanceError `UNKNOWN_REQUIREMENT`, `INVALID_RUNS`
 */
export function conformance<List extends Iterable<RegionObject>>(
  subject: ConformanceSubject<List>,
  options: ConformanceOptions = {},
): void {
  const requirements = selectRequirements(suite.requirements, options.only ?? []);
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
        const line = run!.requirements.get(id)!;
        if (NOT_OBSERVED.has(line.outcome)) context.skip(line.reason ?? line.outcome);
        if (line.outcome !== "pass" && line.outcome !== "known") throw testFailure(line, failuresOf(run!, id));
      });
    }
    test("the run: every case and every stored failure could be judged", () => {
      const failures = run!.failures.filter((failure) => failure.requirements.length === 0);
      const problems = [...run!.problems, ...nothingObserved(run!)];
      if (problems.length > 0 || failures.length > 0) throw testFailure(problems, failures);
    });
  });
}

/** Nothing but skipped tests would be green, although nothing was seen to conform. */
function nothingObserved({ requirements }: VitestRun): readonly ConformanceError[] {
  if ([...requirements.values()].some(({ outcome }) => !NOT_OBSERVED.has(outcome))) return [];
  return [
    new ConformanceError(
      "NOTHING_OBSERVED",
      "none of the requirements could be observed, so nothing was judged",
      "Implement the methods that these requirements need; each skipped test says why it could not be observed.",
    ),
  ];
}

/** The failures behind an outcome; what concerns several requirements is drawn with the first of them. */
function failuresOf(run: VitestRun, id: string): readonly FailureLine[] {
  return run.failures.filter((failure) => failure.outcome !== "known" && failure.requirements.includes(id));
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
