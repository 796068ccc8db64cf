/**
 * Removes a scope by exchanging two functions in the order of enumeration.
 *
 * The first function found gets what exists only once, so a second scope may be needed only to name a function found
 * earlier. For plans that the other passes have made small.
 */

import type { Plan, PlanFunction } from "../plan.ts";
import { followDevices } from "./edit-steps.ts";
import { scopesOf, withScopes } from "./edit-scopes.ts";
import type { Pass } from "./pass.ts";

const MOST_FUNCTIONS = 5;
const MOST_SCOPES = 4;

export const exchangeFunctions: Pass = {
  name: "drop a scope and exchange functions",
  *candidates(plan) {
    const scopes = scopesOf(plan).length;
    if (plan.functions.length > MOST_FUNCTIONS || scopes > MOST_SCOPES) return;
    for (const [one, other] of exchangeablePairs(plan)) {
      const exchanged = exchange(plan, one, other);
      for (let gone = 0; gone < scopes; gone++) {
        const fewer = withScopes(exchanged, (scope, position) => (position === gone ? undefined : scope));
        yield fewer;
        // The segments that the RMRRs name are then exchanged too.
        yield* withOtherSegment(fewer);
      }
    }
  },
};

/** Functions with nothing below them and no virtual functions, so that any order is possible. */
export function exchangeablePairs(plan: Plan): readonly (readonly [number, number])[] {
  const bearing = new Set(plan.functions.flatMap((fn) => [fn.place, fn.physicalFunction]));
  const free = [...plan.functions.keys()].filter((index) => !bearing.has(index));
  return free.flatMap((one) =>
    free
      .filter((other) => one < other && mayStandAt(plan.functions[other]!, one))
      .map((other) => [one, other] as const),
  );
}

/** A function comes after the bridge above it and after its physical function. */
function mayStandAt({ place, physicalFunction }: PlanFunction, index: number): boolean {
  return place < index && physicalFunction < index;
}

/** Exchanges two functions in the order of enumeration; all references to them are updated. */
export function exchange(plan: Plan, one: number, other: number): Plan {
  const follow = (index: number): number => (index === one ? other : index === other ? one : index);
  const functions = plan.functions.map((_fn, index): PlanFunction => plan.functions[follow(index)]!);
  const exchanged = withScopes({ ...plan, functions }, (scope) => ({ ...scope, at: follow(scope.at) }));
  const groups = plan.groups.map((group) => ({ ...group, members: group.members.map(follow) }));
  return { ...exchanged, groups, steps: followDevices(plan.steps, follow) };
}

function* withOtherSegment(plan: Plan): Generator<Plan> {
  for (const segment of new Set(plan.roots.map((root) => root.segment))) {
    if (segment > 0xffff) continue;
    if (plan.rmrrs.every((rmrr) => rmrr.segment === segment)) continue;
    yield { ...plan, rmrrs: plan.rmrrs.map((rmrr) => ({ ...rmrr, segment })) };
  }
}
