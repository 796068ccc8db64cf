/** All situations, by name: what the generators have to reach, and the words of known divergences. */

import type { Profile } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { ASSIGNMENT_SITUATIONS } from "./assignment-situations.ts";
import { FAULT_SITUATIONS } from "./fault-situations.ts";
import { GROUP_SITUATIONS } from "./group-situations.ts";
import { HIERARCHY_SITUATIONS } from "./hierarchy-situations.ts";
import { LINUX_SITUATIONS } from "./linux-situations.ts";
import { HISTORY_SITUATIONS } from "./history-situations.ts";
import { LIST_SITUATIONS } from "./list-situations.ts";
import { MERGE_SITUATIONS } from "./merge-situations.ts";
import { METAMORPHIC_SITUATIONS } from "./metamorphic-situations.ts";
import { RMRR_SITUATIONS } from "./rmrr-situations.ts";
import type { Situation } from "./situation.ts";
import { STARTUP_SITUATIONS } from "./startup-situations.ts";

/** In the order in which they are printed. */
export const SITUATIONS: readonly Situation[] = [
  ...HIERARCHY_SITUATIONS,
  ...RMRR_SITUATIONS,
  ...LIST_SITUATIONS,
  ...HISTORY_SITUATIONS,
  ...STARTUP_SITUATIONS,
  ...MERGE_SITUATIONS,
  ...METAMORPHIC_SITUATIONS,
  ...GROUP_SITUATIONS,
  ...ASSIGNMENT_SITUATIONS,
  ...FAULT_SITUATIONS,
  ...LINUX_SITUATIONS,
];

const BY_NAME: ReadonlyMap<string, Situation> = new Map(SITUATIONS.map((situation) => [situation.name, situation]));

/** Whether a scenario is in a situation; false for a name that is none. */
export function inSituation(name: string, scenario: Scenario, profile: Profile): boolean {
  return BY_NAME.get(name)?.holds(new ScenarioFacts(scenario, profile)) ?? false;
}

/** Whether a scenario is in each of {@link SITUATIONS}, in their order: what all of them look at is found out once. */
export function situationsOf(scenario: Scenario, profile: Profile): readonly boolean[] {
  const facts = new ScenarioFacts(scenario, profile);
  return SITUATIONS.map((situation) => situation.holds(facts));
}
