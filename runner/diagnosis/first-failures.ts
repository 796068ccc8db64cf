/** The keys with which known faults fail in the first cases of every stream, and where they first do. */

import type { RunContext } from "../run-context.ts";
import { failuresOf, verdictsOf } from "../judge-trace.ts";
import type { FaultShelf, SuiteFault } from "../suite.ts";
import { shelfTraces } from "./shelf-traces.ts";

/** Enough to distinguish faults, and done in seconds. */
const CASES_OF_A_STREAM = 150;
/** Cases whose traces are computed, and kept, at a time. */
const CASES_AT_ONCE = 10;

/** For each key of a failure, the location of its first case. */
export type FirstFailures = ReadonlyMap<string, string>;

/** Those of the run itself, within the first cases of the streams. */
export function firstFailuresOfRun({ sum }: RunContext): FirstFailures {
  return new Map(
    sum.failures.flatMap(({ key, course, first }) =>
      course.kind === "stream" && first < CASES_OF_A_STREAM ? [[key, `${course.position} ${first}`]] : [],
    ),
  );
}

export function firstFailuresOfFaults(
  { plan }: RunContext,
  shelf: FaultShelf,
  faults: readonly SuiteFault[],
): ReadonlyMap<SuiteFault, FirstFailures> {
  const found = new Map(faults.map((fault) => [fault, new Map<string, string>()]));
  if (faults.length === 0) return found;
  for (const course of plan.courses) {
    if (course.kind !== "stream") continue;
    const cases = Math.min(CASES_OF_A_STREAM, course.cases);
    for (let from = 0; from < cases; from += CASES_AT_ONCE) {
      const scenarios = Array.from(
        { length: Math.min(CASES_AT_ONCE, cases - from) },
        (_, index) => course.source.at(from + index).value,
      );
      const traces = shelfTraces(plan, shelf, faults, course.requirements, scenarios);
      for (const [index, scenario] of scenarios.entries()) {
        for (const [position, trace] of traces[index]!.entries()) {
          const first = found.get(faults[position]!)!;
          const verdicts = verdictsOf(plan, course.requirements, scenario, trace);
          for (const { key } of failuresOf(plan, verdicts, scenario, trace)) {
            if (!first.has(key)) first.set(key, `${course.position} ${from + index}`);
          }
        }
      }
    }
  }
  return found;
}

/** The number of keys in which the two differ: only one has the key, or each has it at a different place. */
export function differences(ours: FirstFailures, theirs: FirstFailures): number {
  const keys = new Set([...ours.keys(), ...theirs.keys()]);
  return [...keys].filter((key) => ours.get(key) !== theirs.get(key)).length;
}
