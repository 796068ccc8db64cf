/** Situations of starts: which allocation fails, and what in the table needs the memory. */

import { platformChanges } from "../oracle/platform-changes.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { plannedStartFailures } from "../oracle/starts.ts";
import { type Situation, USUAL_SHARE } from "./situation.ts";

/** A start in which an allocation is made to fail, and what else holds. */
function failing(name: string, description: string, holds: Situation["holds"] = () => true): Situation {
  return {
    name,
    description,
    reached: { stream: "startup", leastShare: USUAL_SHARE },
    holds: (facts) => plannedStartFailures(facts).length > 0 && holds(facts),
  };
}

/** Which allocation of the first such start is the first to fail, counted from 1. */
function placeOf(facts: ScenarioFacts): number {
  const { steps } = facts.scenario;
  const [start] = plannedStartFailures(facts);
  const order = steps.findLast((step, index) => step.do === "fail-allocations" && index < start!);
  return order?.do === "fail-allocations" ? order.first : 0;
}

function namesFunctionsElsewhere({ table }: ScenarioFacts): boolean {
  return table.structures.some(
    ({ structure }) =>
      (structure.kind === "drhd" || structure.kind === "atsr" || structure.kind === "satc") &&
      structure.scopes.length > 0,
  );
}

/** A device is queried both before and after the first start that runs out of memory. */
function asksAgain(facts: ScenarioFacts): boolean {
  const [failed] = plannedStartFailures(facts);
  return facts.gets.some(
    (later) => later.step > failed! && facts.gets.some((get) => get.step < failed! && get.index === later.index),
  );
}

function isStartedAgain({ scenario }: ScenarioFacts): boolean {
  return scenario.steps.filter((step) => step.do === "restart").length > 1;
}

function changesBefore(facts: ScenarioFacts): boolean {
  const [failed] = plannedStartFailures(facts);
  return platformChanges(facts).all.some(({ step }) => step < failed!);
}

export const STARTUP_SITUATIONS: readonly Situation[] = [
  failing("start-fails-at-first-allocation", "The first allocation of a start fails.", (facts) => placeOf(facts) === 1),
  failing(
    "start-fails-at-later-allocation",
    "The fourth or a later allocation of a start fails.",
    (facts) => placeOf(facts) >= 4,
  ),
  failing(
    "start-fails-with-several-rmrrs",
    "An allocation of a start fails, and the table has several RMRRs.",
    (facts) => facts.coverage.rmrrs.length > 1,
  ),
  failing(
    "start-fails-with-several-scopes",
    "An allocation of a start fails, and an RMRR has several scopes.",
    ({ table }) => table.structures.some(({ structure }) => structure.kind === "rmrr" && structure.scopes.length > 1),
  ),
  failing(
    "start-fails-beside-other-structures",
    "An allocation of a start fails, and a DRHD, ATSR or SATC structure has scopes too.",
    namesFunctionsElsewhere,
  ),
  failing(
    "asked-around-failed-start",
    "A device is queried before and after a start in which an allocation fails.",
    asksAgain,
  ),
  failing("started-again-after-failure", "An allocation of a start fails, and another start follows.", isStartedAgain),
  failing(
    "functions-change-before-failed-start",
    "A function is added or removed before a start in which an allocation fails.",
    changesBefore,
  ),
];
