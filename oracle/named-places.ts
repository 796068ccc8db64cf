/** Questions about the scopes of a whole table, for triggers. */

import type { DmarStructure } from "../model/dmar/table.ts";
import { NONE } from "./hierarchy.ts";
import { naiveTargets } from "./misread-path.ts";
import { isNaming, type NamingScope, REQUIRED, type ResolvedScope } from "./named-scope.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";

/** The parts of a table that must be skipped or that lead nowhere. */
export interface TableTraits {
  /** An RMRR has a scope of a type that cannot name a device in an RMRR. */
  readonly foreignScope: boolean;
  /** The table has a structure other than DRHD and RMRR. */
  readonly foreignStructure: boolean;
  /** Segments of RMRRs with a scope that can never lead anywhere. */
  readonly namelessSegments: ReadonlySet<number>;
}

export function tableTraits(facts: ScenarioFacts): TableTraits {
  return facts.derive(findTableTraits);
}

function findTableTraits(facts: ScenarioFacts): TableTraits {
  let foreignScope = false;
  const namelessSegments = new Set<number>();
  for (const scope of facts.coverage.scopes) {
    if (scope.kind === "foreign-type" || scope.kind === "undeclared" || scope.kind === "namespace") foreignScope = true;
    if (isLeadingNowhere(scope)) namelessSegments.add(segmentOf(facts, scope));
  }
  const foreignStructure = facts.table.structures.some(({ structure }) => isForeign(structure));
  return { foreignScope, foreignStructure, namelessSegments };
}

/** True for a structure that says nothing about the regions of devices or the units that serve them. */
export function isForeign({ kind }: DmarStructure): boolean {
  return kind !== "rmrr" && kind !== "drhd";
}

function segmentOf({ coverage }: ScenarioFacts, { rmrr }: ResolvedScope): number {
  return coverage.rmrrs[rmrr]!.structure.segment;
}

/**
 * True if a path leads to no function: one is absent, one is not a bridge, or the path starts where there is no host
 * bridge.
 */
function isLeadingNowhere({ kind }: ResolvedScope): boolean {
  return kind === "absent-hop" || kind === "hop-through-endpoint" || kind === "not-a-root-bus";
}

/** True if a scope names nothing that is present at a step. */
export function namesNothingPresent(facts: ScenarioFacts, scope: ResolvedScope, step: number): boolean {
  return isNaming(scope) ? !facts.presentAt(scope.target, step) : isLeadingNowhere(scope);
}

/** True if a scope of an RMRR in the device's segment names nothing present when the device is queried. */
export function askedBesideAbsent(facts: ScenarioFacts, { device, step }: GetFact): boolean {
  if (device.kind !== "pci") return false;
  const { segment } = device;
  if (tableTraits(facts).namelessSegments.has(segment)) return true;
  if (!facts.presence.changes) return false;
  return facts.coverage.scopes.some(
    (scope) => segmentOf(facts, scope) === segment && namesNothingPresent(facts, scope, step),
  );
}

/** True if some RMRR does not cover the device, or none does. */
export function isLeftOut(facts: ScenarioFacts, { coverage }: GetFact): boolean {
  return coverage.required === 0 || coverage.ranges.length < facts.coverage.ranges.size;
}

/** True if one of several scopes of an RMRR that name different devices leads to the device. */
export function isNamedAmongSeveral(facts: ScenarioFacts, get: GetFact): boolean {
  const several = facts.derive(findNamersOfSeveral);
  return get.coverage.namings.some(({ scope, strength }) => strength === REQUIRED && several.has(scope.rmrr));
}

/** RMRRs whose scopes name several devices, by their index. */
function findNamersOfSeveral({ coverage }: ScenarioFacts): ReadonlySet<number> {
  const several = new Set<number>();
  let first: NamingScope | undefined;
  // The scopes of an RMRR are adjacent.
  for (const scope of coverage.scopes) {
    if (!isNaming(scope) || scope.strength !== REQUIRED) continue;
    if (first?.rmrr !== scope.rmrr) first = scope;
    else if (first.target !== scope.target) several.add(scope.rmrr);
  }
  return several;
}

/** True if the device is due a range through a path of several hops whose numbers do not reveal its bus. */
export function hasUnforeseeableNumber(facts: ScenarioFacts, get: GetFact): boolean {
  return get.coverage.namings.some(({ scope, strength }) => strength === REQUIRED && isUnforeseeable(facts, scope));
}

/** True if the bus of the named function is not the one that start bus and number of hops suggest. */
export function isUnforeseeable({ coverage, hierarchy }: ScenarioFacts, { rmrr, scope, target }: NamingScope): boolean {
  const { startBus, path } = coverage.rmrrs[rmrr]!.structure.scopes[scope]!;
  const named = hierarchy.functions[target];
  return named !== undefined && named.bus !== startBus + path.length - 1;
}

/** True if a path of several hops from a bus that is not a root bus would lead to the device or a bridge above it. */
export function looksNamedByLongerPath(facts: ScenarioFacts, get: GetFact): boolean {
  const targets = facts.derive(findTargetsOfLongerPaths);
  if (!facts.isFunction(get.index)) return false;
  for (let at = get.index; at !== NONE; at = facts.hierarchy.parent[at]!) {
    if (targets.get(at)?.some((range) => !get.coverage.ranges.includes(range)) === true) return true;
  }
  return false;
}

/** The ranges that such paths would give to each device. */
function findTargetsOfLongerPaths(facts: ScenarioFacts): ReadonlyMap<number, readonly number[]> {
  const { scopes, rmrrs } = facts.coverage;
  const found = new Map<number, number[]>();
  for (const resolved of scopes) {
    if (resolved.kind !== "not-a-root-bus") continue;
    const { structure, range } = rmrrs[resolved.rmrr]!;
    const scope = structure.scopes[resolved.scope]!;
    // The number of a single hop has already been looked up.
    for (const target of naiveTargets(facts, scope, structure.segment)) {
      const ranges = found.get(target);
      if (ranges === undefined) found.set(target, [range]);
      else ranges.push(range);
    }
  }
  return found;
}
