/**
 * A single function alone on its root bus, and paths that lead elsewhere in the same way.
 *
 * What goes wrong with a path is often its last hop, or that a hop reads as the slot of a function it does not name.
 * Then bridges on the way, and functions that exist only to give another its number, are not needed, but none of them
 * can be removed while the paths stay the same. For plans that the other passes have made small.
 */

import { assignAddresses } from "../addresses.ts";
import { NONE, type Plan, type PlanScope, placeOnRoot } from "../plan.ts";
import { realiseScope } from "../realise-table.ts";
import { withFunctions } from "./edit-functions.ts";
import { scopesOf, withScopes } from "./edit-scopes.ts";
import type { Pass } from "./pass.ts";

const MOST_FUNCTIONS = 4;

export const standAlone: Pass = {
  name: "let a function stand alone",
  *candidates(plan) {
    const { length } = plan.functions;
    const addresses = assignAddresses(plan);
    if (length < 2 || length > MOST_FUNCTIONS || scopesOf(plan).length === 0 || addresses === undefined) return;
    const { buses, slots } = addresses;
    for (const [kept, fn] of plan.functions.entries()) {
      const place = placeOnRoot(buses.rootOf[kept]!);
      const slot = { device: slots.device[kept]!, function: slots.function[kept]! };
      /** The scope reduced to its hops: it names nothing, or whatever is there. */
      const written = (scope: PlanScope): PlanScope => {
        const realised = realiseScope(plan, addresses, scope);
        if (realised === undefined) return scope;
        const startBus = scope.byPresentBus || scope.startBus !== NONE ? realised.startBus : NONE;
        const at = scope.at < 0 ? scope.at : placeOnRoot(buses.rootOf[scope.at]!);
        return { ...scope, at, tail: realised.path, byPresentBus: false, startBus };
      };
      const alone = (to: typeof slot, change: (scope: PlanScope) => PlanScope): Plan =>
        withFunctions(
          withScopes(plan, (scope) => change(written(scope))),
          {
            functions: plan.functions.map((_other, index) =>
              index === kept ? { ...fn, ...to, place, physicalFunction: NONE, beyondBus: false } : undefined,
            ),
            heir: () => kept,
          },
        );
      yield alone(slot, (scope) => ({ ...scope, tail: scope.tail.slice(-1) }));
      yield alone(FIRST_SLOT, (scope) => ({
        ...scope,
        tail: scope.tail.map((hop) =>
          hop.device === slot.device && hop.function === slot.function ? FIRST_SLOT : hop,
        ),
      }));
    }
  },
};

const FIRST_SLOT = { device: 0, function: 0 };
