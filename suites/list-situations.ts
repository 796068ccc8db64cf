/** Situations of histories: which lists are alive together, and how they end. */

import { listLives } from "../oracle/list-lives.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { type Situation, USUAL_SHARE } from "./situation.ts";

const USUAL = { stream: "ownership", leastShare: USUAL_SHARE } as const;

function hasTwoListsOfOneDevice(facts: ScenarioFacts): boolean {
  const until = new Map<number, number>();
  return listLives(facts).some((life) => {
    if (life.get === undefined) return false;
    const earlier = until.get(life.get.index) ?? -1;
    until.set(life.get.index, Math.max(earlier, life.until));
    return earlier > life.from;
  });
}

/** A list that came later is put before one that is still alive. */
function putsInAnotherOrder(facts: ScenarioFacts): boolean {
  let latestUntil = -1;
  return listLives(facts).some((life) => {
    if (life.origin !== "got") return false;
    if (life.until < latestUntil) return true;
    latestUntil = Math.max(latestUntil, life.until);
    return false;
  });
}

/** A function goes away while a list that it gave is alive, and comes back. */
function comesBackWhileListIsAlive(facts: ScenarioFacts): boolean {
  const { steps } = facts.scenario;
  return listLives(facts).some(({ get, from, until }) => {
    if (get === undefined) return false;
    const away = steps.findIndex(
      (step, index) => index > from && index < until && step.do === "remove" && !facts.presentAt(get.index, index + 1),
    );
    return away >= 0 && steps.some((_, index) => index > away && facts.presentAt(get.index, index + 1));
  });
}

export const LIST_SITUATIONS: readonly Situation[] = [
  {
    name: "two-lists-of-one-device",
    description: "Two lists of one device are alive at once.",
    reached: USUAL,
    holds: hasTwoListsOfOneDevice,
  },
  {
    name: "puts-in-another-order",
    description: "Lists are put in a different order from the one in which they were got.",
    reached: USUAL,
    holds: putsInAnotherOrder,
  },
  {
    name: "list-written-to",
    description: "A caller overwrites or empties its list.",
    holds: (facts) => listLives(facts).some(({ writes }) => writes.length > 0),
  },
  {
    name: "function-comes-back-while-its-list-is-alive",
    description: "A function is removed and added again while a list got from it is alive.",
    reached: { stream: "lifecycle", leastShare: USUAL_SHARE },
    holds: comesBackWhileListIsAlive,
  },
  {
    name: "allocations-fail",
    description: "Allocations are made to fail.",
    reached: { stream: "allocation", leastShare: USUAL_SHARE },
    holds: ({ scenario }) => scenario.steps.some((step) => step.do === "fail-allocations"),
  },
];
