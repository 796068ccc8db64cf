/**
 * Scopes whose path leads to a function, though they were not drawn to name it, point at it from now on.
 *
 * The scenario is the same, but the scopes follow where their functions go. So this is done to every plan before
 * it is cut, and is no pass: who takes only what is new would never take it.
 */

import { assignAddresses } from "../addresses.ts";
import type { Plan, PlanScope } from "../plan.ts";
import { realiseScope } from "../realise-table.ts";
import { PathResolver } from "../resolve-paths.ts";
import { scopesOf } from "./edit-scopes.ts";
import { tailRank } from "./ranks.ts";

export function readPaths(plan: Plan): Plan {
  const addresses = assignAddresses(plan);
  if (addresses === undefined || scopesOf(plan).every((scope) => scope.tail.length === 0)) return plan;
  const resolver = new PathResolver(plan, addresses);
  const read = (segment: number, scope: PlanScope): PlanScope => {
    const realised = realiseScope(plan, addresses, scope);
    if (realised === undefined) return scope;
    const resolved = resolver.planScope(segment, realised);
    return tailRank(resolved) < tailRank(scope) ? resolved : scope;
  };
  return {
    ...plan,
    rmrrs: plan.rmrrs.map((rmrr) => ({ ...rmrr, scopes: rmrr.scopes.map((scope) => read(rmrr.segment, scope)) })),
  };
}
