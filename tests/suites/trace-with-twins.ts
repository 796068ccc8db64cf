/** Traces with those of the twins that requirements want, from whoever executes at once. */

import type { Profile } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import type { Requirement } from "../../suites/requirement.ts";
import { twinsOf } from "../../suites/twins.ts";

export function traceWithTwins(
  requirements: readonly Requirement[],
  scenario: Scenario,
  profile: Profile,
  execute: (scenario: Scenario) => Trace,
): Trace {
  const trace = execute(scenario);
  const twins = twinsOf(requirements, scenario, profile);
  if (twins.length === 0) return trace;
  return { ...trace, twins: twins.map((twin) => ({ name: twin.name, trace: execute(twin.scenario) })) };
}
