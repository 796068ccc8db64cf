/**
 * Which requests of a scenario run out of memory, as far as the scenario determines it.
 *
 * An implementation allocates at least one object for each region that it returns. So a failure is certain if it falls
 * among these allocations of the first request after it. A failure beyond them, or in a later request, may or may not
 * occur, and is not relied on.
 */

import type { Step } from "../model/scenario.ts";
import { leastRegions, presentMembers } from "./member-addresses.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/** The kinds of requests that need memory and leave a list. */
export type Request = "get" | "insert" | "insert-all-of" | "group";

export interface PlannedFailure {
  readonly step: number;
  readonly request: Request;
  /** Which allocation of the request fails first, counted from 1, and the minimum number that it needs. */
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
  /** The minimum number of regions in each list. */
  const sizes = new Map<string, number>();
  let next: (Step & { readonly do: "fail-allocations" }) | undefined;
  let isShort = false;
  steps.forEach((step, index) => {
    if (step.do === "fail-allocations") {
      next = step;
      isShort = true;
    }
    // Its allocations count, and nobody knows how many it needs.
    if (step.do === "restart") next = undefined;
    if (step.do === "empty" || step.do === "put") sizes.set(step.list, 0);
    if (!isRequest(step)) return;
    const needed = leastAllocations(facts, step, index, sizes);
    // The result of a request made while memory may have been short may be empty.
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
