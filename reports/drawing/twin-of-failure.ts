/** The twin with which a failed requirement compares its scenario: worked out again, because nothing keeps it. */

import { validatePlatform } from "../../model/platform-validity.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { FailureLine } from "../../model/record.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { REQUIREMENTS } from "../../suites/index.ts";

export interface FailureTwin {
  /** What is different in it, to be read behind "when". */
  readonly difference: string;
  readonly scenario: Scenario;
  readonly trace: Trace | undefined;
}

/** Undefined for a requirement that compares with nothing, and for a record whose scenario has no such twin. */
export function twinOfFailure({ requirements, scenario, trace }: FailureLine): FailureTwin | undefined {
  const twin = REQUIREMENTS.find(({ id }) => id === requirements[0])?.twin;
  if (twin === undefined || validatePlatform(scenario.platform).length > 0) return undefined;
  // No profile changes what a twin is, only whether it has to be answered alike.
  const facts = new ScenarioFacts(scenario, LINUX_PROFILE);
  if (!twin.applies(facts)) return undefined;
  const twinTrace = trace.twins?.find(({ name }) => name === twin.name)?.trace;
  return { difference: twin.difference, scenario: twin.of(facts), trace: twinTrace };
}
