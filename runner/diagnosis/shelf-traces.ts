/** The traces of known faults for a scenario, including those of the twins with which requirements compare it. */

import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import type { Judging } from "../case-failure.ts";
import { twinsOfCase } from "../execute-case.ts";
import type { FaultShelf, SuiteFault, SuiteRequirement } from "../suite.ts";

/** For each scenario, a trace for each of the faults, in order. */
export function shelfTraces(
  judging: Judging,
  shelf: FaultShelf,
  faults: readonly SuiteFault[],
  requirements: readonly SuiteRequirement[],
  scenarios: readonly Scenario[],
): readonly (readonly Trace[])[] {
  const twins = scenarios.map((scenario) => twinsOfCase(judging, requirements, scenario));
  const together = scenarios.flatMap((scenario, index) => [scenario, ...twins[index]!.map((twin) => twin.scenario)]);
  const traces = shelf.execute(faults, together).values();
  return twins.map((ofScenario) => {
    const own = traces.next().value!;
    const ofTwins = ofScenario.map(({ name }) => ({ name, traces: traces.next().value! }));
    if (ofTwins.length === 0) return own;
    return own.map((trace, fault) => ({
      ...trace,
      twins: ofTwins.map((twin) => ({ name: twin.name, trace: twin.traces[fault]! })),
    }));
  });
}
