/** Plans with other scopes, numbered through all structures, those of the RMRRs first. */

import type { Plan, PlanScope } from "../plan.ts";

/** Every scope of a plan, in the order in which `withScopes` visits them. */
export function scopesOf(plan: Plan): readonly PlanScope[] {
  return [...plan.rmrrs, ...plan.structures].flatMap((owner) => owner.scopes);
}

/** Replaces each scope by what `change` returns for it and its position; undefined removes it. */
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
