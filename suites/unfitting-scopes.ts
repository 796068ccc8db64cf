/**
 * Which functions a scope leads to whose header it does not fit, in an RMRR or in any other structure: where Linux
 * gives up on a function, whatever else names it. A word for its known divergences.
 */

import { type DeviceScope, SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../model/dmar/table.ts";
import { baseClass, BASE_CLASS_BRIDGE } from "../model/class-code.ts";
import { isBridge, type PciFunction } from "../model/platform.ts";
import { type Hierarchy, NONE } from "../oracle/hierarchy.ts";
import { FORBIDDEN } from "../oracle/named-scope.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";

/** Whether a scope does not fit the function that it leads to. */
export function hasScopeThatDoesNotFit(facts: ScenarioFacts): boolean {
  return unfittinglyNamed(facts).size > 0;
}

/** Whether a function to which such a scope leads is named by another one that fits, and may be lost to it. */
export function hidesScopeThatFits(facts: ScenarioFacts): boolean {
  return [...unfittinglyNamed(facts)].some((index) =>
    facts.coverage.namedAt(index).some(({ strength }) => strength !== FORBIDDEN),
  );
}

/** Functions by their indices. */
function unfittinglyNamed(facts: ScenarioFacts): ReadonlySet<number> {
  return facts.derive(findUnfittinglyNamed);
}

function findUnfittinglyNamed({ hierarchy, table }: ScenarioFacts): ReadonlySet<number> {
  const found = new Set<number>();
  for (const { structure } of table.structures) {
    if (!("scopes" in structure)) continue;
    for (const scope of structure.scopes) {
      if (scope.type !== SCOPE_ENDPOINT && scope.type !== SCOPE_SUB_HIERARCHY) continue;
      const index = functionAtEndOf(hierarchy, structure.segment, scope);
      if (index !== NONE && !fits(scope, hierarchy.functions[index]!)) found.add(index);
    }
  }
  return found;
}

/** Since Linux 5.6 a sub-hierarchy scope fits an endpoint header if its class is that of any bridge. */
function fits({ type }: DeviceScope, fn: PciFunction): boolean {
  if (type === SCOPE_ENDPOINT) return !isBridge(fn);
  return isBridge(fn) || baseClass(fn.classCode) === BASE_CLASS_BRIDGE;
}

/** A path of one hop leads to whoever has that number at present, too. */
function functionAtEndOf(hierarchy: Hierarchy, segment: number, { startBus, path }: DeviceScope): number {
  const [first, ...further] = path;
  if (first === undefined) return NONE;
  if (!hierarchy.isRootBus(segment, startBus)) {
    return further.length > 0 ? NONE : hierarchy.byNumber(segment, startBus, first.device, first.function);
  }
  let at = hierarchy.onRootBus(segment, startBus, first.device, first.function);
  for (const { device, function: fn } of further) {
    if (at === NONE || !isBridge(hierarchy.functions[at]!)) return NONE;
    at = hierarchy.belowBridge(at, device, fn);
  }
  return at;
}
