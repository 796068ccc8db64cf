/** Questions about the scopes of a whole table that triggers ask. */

import { NONE } from "./hierarchy.ts";
import { naiveTargets } from "./misread-path.ts";
import { isNaming, type NamingScope, REQUIRED } from "./named-scope.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";
import { namesNothingPresent } from "./explain-missing.ts";

/** What a table has that is to be stepped over, or that leads nowhere. */
export interface TableTraits {
  /** An RMRR has a scope of a type that names no device of it. */
  readonly foreignScope: boolean;
  /** The table has a structure other than DRHD and RMRR. */
  readonly foreignStructure: boolean;
  /** Segments of honoured RMRRs with a scope that leads nowhere, whoever comes. */
  readonly namelessSegments: readonly number[];
}

export function tableTraits(facts: ScenarioFacts): TableTraits {
  return facts.derive(findTableTraits);
}

function findTableTraits(facts: ScenarioFacts): TableTraits {
  const { scopes, rmrrs } = facts.coverage;
  let foreignScope = false;
  const namelessSegments: number[] = [];
  for (const scope of scopes) {
    if (scope.kind === "foreign-type" || scope.kind === "undeclared" || scope.kind === "namespace") foreignScope = true;
    if (!isNaming(scope) && namesNothingPresent(facts, scope, 0)) {
      const { segment } = rmrrs[scope.rmrr]!.structure;
      if (!namelessSegments.includes(segment)) namelessSegments.push(segment);
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
  if (tableTraits(facts).namelessSegments.includes(device.segment)) return true;
  if (!facts.presence.changes) return false;
  const { scopes, rmrrs } = facts.coverage;
  return scopes.some(
    (scope) =>
      isNaming(scope) &&
      rmrrs[scope.rmrr]!.structure.segment === device.segment &&
      namesNothingPresent(facts, scope, get.step),
  );
}

/** True if an RMRR does not cover the device, or none does. */
export function isLeftOut(facts: ScenarioFacts, { coverage }: GetFact): boolean {
  return coverage.required === 0 || coverage.ranges.length < facts.coverage.ranges.size;
}

/** True if one of several scopes of an RMRR, which name different devices, leads to the device. */
export function isNamedAmongSeveral(facts: ScenarioFacts, get: GetFact): boolean {
  const { namings } = get.coverage;
  if (namings.length === 0) return false;
  const several = facts.derive(findNamersOfSeveral);
  return several.size > 0 && namings.some(({ scope, strength }) => strength === REQUIRED && several.has(scope.rmrr));
}

const NO_RMRRS: ReadonlySet<number> = new Set();

/** RMRRs whose scopes name several devices, by their index. */
function findNamersOfSeveral({ coverage }: ScenarioFacts): ReadonlySet<number> {
  let several: Set<number> | undefined;
  let first: NamingScope | undefined;
  // The scopes of an RMRR stand side by side.
  for (const scope of coverage.scopes) {
    if (!isNaming(scope) || scope.strength !== REQUIRED) continue;
    if (first?.rmrr !== scope.rmrr) first = scope;
    else if (first.target !== scope.target) (several ??= new Set()).add(scope.rmrr);
  }
  return several ?? NO_RMRRS;
}

/** True if the device is due a range through a path of several hops whose numbers do not give away its bus. */
export function hasUnforeseeableNumber(facts: ScenarioFacts, get: GetFact): boolean {
  const { rmrrs } = facts.coverage;
  return get.coverage.namings.some(({ scope, strength }) => {
    const { startBus, path } = rmrrs[scope.rmrr]!.structure.scopes[scope.scope]!;
    const target = facts.hierarchy.functions[scope.target];
    return (
      strength === REQUIRED && path.length > 1 && target !== undefined && target.bus !== startBus + path.length - 1
    );
  });
}

/** True if a path of several hops from a bus that is no root bus would lead to the device or a bridge above it. */
export function looksNamedByLongerPath(facts: ScenarioFacts, get: GetFact): boolean {
  const targets = facts.derive(findTargetsOfLongerPaths);
  if (targets.size === 0 || !facts.isFunction(get.index)) return false;
  for (let at = get.index; at !== NONE; at = facts.hierarchy.parent[at]!) {
    if (targets.get(at)?.some((range) => !get.coverage.ranges.includes(range)) === true) return true;
  }
  return false;
}

const NO_TARGETS: ReadonlyMap<number, readonly number[]> = new Map();

/** The ranges that such paths would give to each device. */
function findTargetsOfLongerPaths(facts: ScenarioFacts): ReadonlyMap<number, readonly number[]> {
  const { scopes, rmrrs } = facts.coverage;
  if (!scopes.some(({ kind }) => kind === "not-a-root-bus")) return NO_TARGETS;
  const found = new Map<number, number[]>();
  for (const resolved of scopes) {
    if (resolved.kind !== "not-a-root-bus") continue;
    const { structure, range } = rmrrs[resolved.rmrr]!;
    const scope = structure.scopes[resolved.scope]!;
    if (scope.path.length < 2) continue;
    for (const target of naiveTargets(facts, scope, structure.segment)) {
      const ranges = found.get(target);
      if (ranges === undefined) found.set(target, [range]);
      else ranges.push(range);
    }
  }
  return found;
}
