/**
 * Which requests of a scenario run out of memory, as far as that follows from the scenario.
 *
 * An implementation allocates at least one object for each region that it hands out. So a failure comes true that
 * falls among these in the first request behind it. What falls behind them, or into a later request, may come true
 * or not, and is not counted on.
 */

import type { Step } from "../model/scenario.ts";
import { leastRegions, presentMembers } from "./member-addresses.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/** The kinds of requests that need memory and leave a list behind. */
export type Request = "get" | "insert" | "insert-all-of" | "group";

export interface PlannedFailure {
  readonly step: number;
  readonly request: Request;
  /** Which allocation of the request is the first to fail, from 1, of how many that it needs at least. */
  readonly place: number;
  readonly of: number;
}

export function plannedFailures(facts: ScenarioFacts): readonly PlannedFailure[] {
  return facts.derive(findPlannedFailures);
}

export function isRequest(step: Step): step is Step & { readonly do: Request } {
  return step.do === "get" || step.do === "insert" || step.do === "insert-all-of" || step.do === "group";
}

function findPlannedFailures(facts: ScenarioFacts): readonly PlannedFailure[] {
  const { steps } = facts.scenario;
  const planned: PlannedFailure[] = [];
  /** How many regions each list holds, at least. */
  const sizes = new Map<string, number>();
  let next: (Step & { readonly do: "fail-allocations" }) | undefined;
  let isShort = false;
  steps.forEach((step, index) => {
    if (step.do === "fail-allocations") {
      next = step;
      isShort = true;
    }
    if (step.do === "empty" || step.do === "put") sizes.set(step.list, 0);
    if (!isRequest(step)) return;
    const needed = leastAllocations(facts, step, index, sizes);
    // What was asked for while memory may have been short may hold nothing.
    sizes.set(step.list, isShort ? 0 : Math.max(needed, sizes.get(step.list) ?? 0));
    if (next !== undefined && next.first <= needed) {
      planned.push({ step: index, request: step.do, place: next.first, of: needed });
      isShort = next.count > 1;
    }
    next = undefined;
  });
  return planned;
}

function leastAllocations(
  facts: ScenarioFacts,
  step: Step & { readonly do: Request },
  index: number,
  sizes: ReadonlyMap<string, number>,
): number {
  switch (step.do) {
    case "get": {
      const get = facts.getAt(index);
      return get === undefined || !get.present ? 0 : leastRegions(facts, get.index, facts.profile);
    }
    case "insert":
      return 1;
    case "insert-all-of":
      return sizes.get(step.source) ?? 0;
    case "group":
      return presentMembers(facts, step.group, index)
        .map((member) => leastRegions(facts, member, facts.profile))
        .reduce((sum, regions) => sum + regions, 0);
    default:
      return step satisfies never;
  }
}
