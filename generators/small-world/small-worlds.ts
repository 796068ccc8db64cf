/** The small worlds: what `run --exhaustive` judges from the first case to the last. */

import type { Arbitrary, Value } from "fast-check";
import type { Scenario } from "../../model/scenario.ts";
import { ScenarioArbitrary } from "../scenario-arbitrary.ts";
import { hierarchyWorld, relationWorld } from "./hierarchy-world.ts";
import { historyWorld } from "./history-world.ts";
import { mergeWorld } from "./merge-world.ts";
import type { SmallWorld } from "./small-world.ts";

export function smallWorlds(): readonly SmallWorld[] {
  return [hierarchyWorld(), mergeWorld(), historyWorld(), relationWorld()];
}

/** The cases of a world, which shrink like those of streams; drawing gives a random one. */
export interface WorldCases {
  readonly scenarios: Arbitrary<Scenario>;
  /** The case with this number, from 0. */
  at(index: number): Value<Scenario>;
}

export function casesOf({ plans }: SmallWorld): WorldCases {
  const scenarios = new ScenarioArbitrary((draws) => plans.at(draws.below(plans.count)));
  return { scenarios, at: (index) => scenarios.ofPlan(plans.at(index)) };
}
