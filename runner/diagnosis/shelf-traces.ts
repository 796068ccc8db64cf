/** The traces that known faults leave of a scenario, with those of the twins with which requirements compare it. */

import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import type { Judging } from "../case-failure.ts";
import { twinsOfCase } from "../execute-case.ts";
import type { FaultShelf, SuiteFault, SuiteRequirement } from "../suite.ts";

/** A trace for each of the faults, in their order. */
export function shelfTraces(
  judging: Judging,
  shelf: FaultShelf,
  faults: readonly SuiteFault[],
  requirements: readonly SuiteRequirement[],
  scenario: Scenario,
): readonly Trace[] {
  const traces = shelf.execute(faults, scenario);
  const twins = twinsOfCase(judging, requirements, scenario);
  if (twins.length === 0) return traces;
  const ofTwins = twins.map((twin) => ({ name: twin.name, traces: shelf.execute(faults, twin.scenario) }));
  return traces.map((trace, index) => ({
    ...trace,
    twins: ofTwins.map((twin) => ({ name: twin.name, trace: twin.traces[index]! })),
  }));
}
