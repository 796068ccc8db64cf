/** By which keys known faults fail in the first cases of every stream, and where first. */

import type { RunContext } from "../run-context.ts";
import { failuresOf, verdictsOf } from "../judge-trace.ts";
import type { FaultShelf, SuiteFault } from "../suite.ts";
import { shelfTraces } from "./shelf-traces.ts";

/** Enough to tell one fault from another, and done in a fraction of a second. */
const CASES_OF_A_STREAM = 150;

/** For each key of a failure the place of its first case. */
export type FirstFailures = ReadonlyMap<string, string>;

/** Of the run itself, as far as the first cases of streams go. */
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
    for (let index = 0; index < Math.min(CASES_OF_A_STREAM, course.cases); index++) {
      const scenario = course.source.at(index).value;
      const traces = shelfTraces(plan, shelf, faults, course.requirements, scenario);
      for (const [position, trace] of traces.entries()) {
        const first = found.get(faults[position]!)!;
        const verdicts = verdictsOf(plan, course.requirements, scenario, trace);
        for (const { key } of failuresOf(plan, verdicts, scenario, trace)) {
          if (!first.has(key)) first.set(key, `${course.position} ${index}`);
        }
      }
    }
  }
  return found;
}

/** In how many keys the two differ: one has it and the other has not, or has it somewhere else. */
export function differences(ours: FirstFailures, theirs: FirstFailures): number {
  const keys = new Set([...ours.keys(), ...theirs.keys()]);
  return [...keys].filter((key) => ours.get(key) !== theirs.get(key)).length;
}
