/** Questions about the scopes of a whole table that triggers ask. */

import { isNaming } from "./named-scope.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";
import { namesNothingPresent } from "./explain-missing.ts";

/** What a table has that is to be stepped over, or that leads nowhere. */
export interface TableTraits {
  /** An RMRR has a scope of a type that names no device of it. */
  readonly foreignScope: boolean;
  /** The table has a structure other than DRHD and RMRR. */
  readonly foreignStructure: boolean;
  /** Segments of honoured RMRRs with a scope that leads nowhere, whoever comes. */
  readonly namelessSegments: ReadonlySet<number>;
}

export function tableTraits(facts: ScenarioFacts): TableTraits {
  return facts.derive(findTableTraits);
}

function findTableTraits(facts: ScenarioFacts): TableTraits {
  const { scopes, rmrrs } = facts.coverage;
  let foreignScope = false;
  const namelessSegments = new Set<number>();
  for (const scope of scopes) {
    if (scope.kind === "foreign-type" || scope.kind === "undeclared" || scope.kind === "namespace") foreignScope = true;
    if (!isNaming(scope) && namesNothingPresent(facts, scope, 0)) {
      namelessSegments.add(rmrrs[scope.rmrr]!.structure.segment);
    }
  }
  const foreignStructure = facts.table.structures.some(
    ({ structure }) => structure.kind !== "rmrr" && structure.kind !== "drhd",
  );
  return { foreignScope, foreignStructure, namelessSegments };
}

/** True if a scope of an RMRR of the device's segment names nothing that is there when the device is asked. */
export function askedBesideAbsent(facts: ScenarioFacts, get: GetFact): boolean {
  const { device } = get;
  if (device.kind !== "pci") return false;
  if (tableTraits(facts).namelessSegments.has(device.segment)) return true;
  if (!facts.presence.changes) return false;
  const { scopes, rmrrs } = facts.coverage;
  return scopes.some(
    (scope) =>
      isNaming(scope) &&
      rmrrs[scope.rmrr]!.structure.segment === device.segment &&
      namesNothingPresent(facts, scope, get.step),
  );
}

/** True if an RMRR of the device's own segment does not cover it. */
export function isLeftOut(facts: ScenarioFacts, get: GetFact): boolean {
  const { rmrrs } = facts.coverage;
  const { device, coverage } = get;
  if (coverage.ranges.length === facts.coverage.ranges.size) return false;
  if (device.kind !== "pci") return true;
  return rmrrs.some(
    ({ structure, range }) => structure.segment === device.segment && !coverage.ranges.includes(range),
  );
}

/** True if one of several scopes of an RMRR, which name different devices, leads to the device. */
export function isNamedAmongSeveral(facts: ScenarioFacts, get: GetFact): boolean {
  const { coverage } = facts;
  return get.coverage.namings.some(
    ({ scope, strength }) =>
      strength > 1 &&
      coverage.rmrrs[scope.rmrr]!.structure.scopes.length > 1 &&
      coverage.scopes.some(
        (other) => other.rmrr === scope.rmrr && isNaming(other) && other.strength > 1 && other.target !== scope.target,
      ),
  );
}

/** True if the device is due a range through a path of several hops whose numbers do not give away its bus. */
export function hasUnforeseeableNumber(facts: ScenarioFacts, get: GetFact): boolean {
  const { rmrrs } = facts.coverage;
  return get.coverage.namings.some(({ scope, strength }) => {
    const { startBus, path } = rmrrs[scope.rmrr]!.structure.scopes[scope.scope]!;
    const target = facts.hierarchy.functions[scope.target];
    return strength > 1 && path.length > 1 && target !== undefined && target.bus !== startBus + path.length - 1;
  });
}
