/** Plans with other scopes, counted through all structures: those of the RMRRs first. */

import type { Plan, PlanScope } from "../plan.ts";

/** Every scope of a plan, in the order in which `withScopes` asks about them. */
export function scopesOf(plan: Plan): readonly PlanScope[] {
  return [...plan.rmrrs, ...plan.structures].flatMap((owner) => owner.scopes);
}

/** Each scope as `change` wants it, given with its position among all; undefined: it goes away. */
export function withScopes(plan: Plan, change: (scope: PlanScope, position: number) => PlanScope | undefined): Plan {
  let position = 0;
  const changed = (scopes: readonly PlanScope[]): PlanScope[] =>
    scopes.flatMap((scope) => change(scope, position++) ?? []);
  return {
    ...plan,
    rmrrs: plan.rmrrs.map((rmrr) => ({ ...rmrr, scopes: changed(rmrr.scopes) })),
    structures: plan.structures.map((other) => ({ ...other, scopes: changed(other.scopes) })),
  };
}
