/**
 * Where Linux takes a function for one below a bridge that it is not below, and where one function takes the place of
 * another: words for its known divergences.
 */

import { SCOPE_ENDPOINT, SCOPE_NAMESPACE, SCOPE_SUB_HIERARCHY } from "../model/dmar/table.ts";
import { FORBIDDEN, isNaming } from "../oracle/named-scope.ts";
import { platformChanges } from "../oracle/platform-changes.ts";
import { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { RENUMBERED_BUSES } from "../oracle/twins/renumbered-buses.ts";

/** Whoever looks at bus numbers alone takes a function of another segment for one below a bridge that is named. */
export function looksBelowNamedBridge({ coverage, hierarchy }: ScenarioFacts): boolean {
  return coverage.scopes.some((scope) => {
    if (!isNaming(scope) || !scope.below || scope.strength === FORBIDDEN) return false;
    const { segment, secondaryBus, subordinateBus } = hierarchy.functions[scope.target]!;
    if (secondaryBus === undefined || subordinateBus === undefined) return false;
    return hierarchy.functions.some(
      (fn) => fn.segment !== segment && fn.bus >= secondaryBus && fn.bus <= subordinateBus,
    );
  });
}

/** The same, here or where the buses behind bridges have other numbers. */
export function looksBelowNamedBridgeIfRenumbered(facts: ScenarioFacts): boolean {
  if (looksBelowNamedBridge(facts)) return true;
  if (!RENUMBERED_BUSES.applies(facts)) return false;
  return looksBelowNamedBridge(new ScenarioFacts(RENUMBERED_BUSES.of(facts), facts.profile));
}

/** Types of scopes for each of which Linux keeps a place for a function. */
const TYPES_WITH_A_PLACE: ReadonlySet<number> = new Set([SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY, SCOPE_NAMESPACE]);

/** A function is added while it is there, and an RMRR that names it has a scope more, whose place it may take. */
export function takesPlaceOfAnother(facts: ScenarioFacts): boolean {
  const { coverage } = facts;
  return platformChanges(facts).all.some(
    ({ kind, index }) =>
      kind === "twice" &&
      coverage.namedAt(index).some(({ rmrr, strength }) => {
        if (strength === FORBIDDEN) return false;
        const { scopes } = coverage.rmrrs[rmrr]!.structure;
        return scopes.filter(({ type }) => TYPES_WITH_A_PLACE.has(type)).length > 1;
      }),
  );
}
