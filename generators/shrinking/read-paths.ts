/**
 * Makes scopes refer to the function to which their path leads, even if they were not drawn to name it.
 *
 * The scenario stays the same, but the scopes then follow their functions. This is applied to every plan before it is
 * cut and is not a pass: the loop accepts only new scenarios, and so would never accept this change.
 */

import { assignAddresses } from "../addresses.ts";
import type { Plan, PlanScope } from "../plan.ts";
import { realiseScope } from "../realise-table.ts";
import { PathResolver } from "../resolve-paths.ts";
import { tailRank } from "./ranks.ts";

export function readPaths(plan: Plan): Plan {
  const addresses = assignAddresses(plan);
  if (addresses === undefined) return plan;
  const { rootOf } = addresses.buses;
  // A path is followed in the segment of the RMRR, wherever the function is that it was derived from.
  const isMadeElsewhere = (segment: number, { at }: PlanScope): boolean =>
    at >= 0 && plan.roots[rootOf[at]!]!.segment !== segment;
  const isToBeRead = (segment: number, scope: PlanScope): boolean =>
    scope.tail.length > 0 || isMadeElsewhere(segment, scope);
  if (!plan.rmrrs.some(({ segment, scopes }) => scopes.some((scope) => isToBeRead(segment, scope)))) return plan;
  const resolver = new PathResolver(plan, addresses);
  const read = (segment: number, scope: PlanScope): PlanScope => {
    const realised = realiseScope(plan, addresses, scope);
    if (realised === undefined) return scope;
    const resolved = resolver.planScope(segment, realised);
    const better = tailRank(resolved) - tailRank(scope);
    return better < 0 || (better === 0 && isMadeElsewhere(segment, scope)) ? resolved : scope;
  };
  return {
    ...plan,
    rmrrs: plan.rmrrs.map((rmrr) => ({ ...rmrr, scopes: rmrr.scopes.map((scope) => read(rmrr.segment, scope)) })),
  };
}
