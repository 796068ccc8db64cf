/** The twins with which requirements compare a scenario. */

import type { Profile } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import { ScenarioFacts } from "../oracle/scenario-facts.ts";
import type { Requirement } from "./requirement.ts";

export interface TwinScenario {
  readonly name: string;
  readonly scenario: Scenario;
}

const NO_TWINS: readonly TwinScenario[] = [];

/**
 * The twins that have to be executed along with a scenario, for requirements that the scenario triggers under this
 * profile, each once and in the order of the requirements. Pure.
 */
export function twinsOf(
  requirements: readonly Requirement[],
  scenario: Scenario,
  profile: Profile,
): readonly TwinScenario[] {
  let facts: ScenarioFacts | undefined;
  const twins: TwinScenario[] = [];
  for (const requirement of requirements) {
    const { twin } = requirement;
    if (twin === undefined || twins.some(({ name }) => name === twin.name)) continue;
    facts ??= new ScenarioFacts(scenario, profile);
    if (requirement.trigger(facts)) twins.push({ name: twin.name, scenario: twin.of(facts) });
  }
  return twins.length === 0 ? NO_TWINS : twins;
}
