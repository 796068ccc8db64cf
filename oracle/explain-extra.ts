/**
 * Explains a range that a device got but must not have.
 *
 * Every RMRR with the range, and each of its scopes, suggests a mistake that would have led to the device; the most
 * specific one is reported as the reason. This runs only for failures, so it may be slow.
 */

import type { AddressRange } from "../model/region.ts";
import type { PciFunction } from "../model/platform.ts";
import type { DeviceScope, PathHop } from "../model/dmar/table.ts";
import { SCOPE_SUB_HIERARCHY } from "../model/dmar/table.ts";
import type { ExtraReason, ExtraWhy } from "./extra-reason.ts";
import { NONE, type Hierarchy } from "./hierarchy.ts";
import { isNaming, type NamelessScope, type NamingScope, type ResolvedScope } from "./named-scope.ts";
import { misreadAsNumber, naiveTargets } from "./misread-path.ts";
import type { RmrrFact } from "./coverage.ts";
import { BY_HEADER_MISMATCH } from "./relation.ts";
import { isForeign } from "./named-places.ts";
import { numberLikeness } from "./number-likeness.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";

/** The reasons, most specific first. */
const ORDER: readonly ExtraWhy[] = [
  "dropped-rmrr",
  "virtual-function-path",
  "matched-by-number",
  "header-mismatch",
  "namespace-scope",
  "below-header-mismatch",
  "inherited-from-physical-function",
  "longer-path-matched",
  "foreign-scope",
  "path-through-endpoint",
  "ancestor",
  "number-of-last-hop",
  "consecutive-bus-numbers",
  "on-absent-path",
  "segment-cut-to-16-bits",
  "same-numbers",
  "alternative-routing-id",
  "other-root-bus",
  "other-function",
  "beside-absent",
  "sibling",
  "impossible-hop",
  "not-pci",
  "no-scope",
  "other-segment",
  "foreign-structure",
  "unrelated",
  "invented-range",
];
const RANK: ReadonlyMap<ExtraWhy, number> = new Map(ORDER.map((why, rank) => [why, rank]));

/** The reason for an extra range of a present device. */
export function explainExtra(facts: ScenarioFacts, get: GetFact, region: AddressRange): ExtraReason {
  const { coverage } = facts;
  const range = coverage.ranges.find(region.start, region.end);
  let best: ExtraReason | undefined;
  const suggest = (reason: ExtraReason): void => {
    if (best === undefined || RANK.get(reason.why)! < RANK.get(best.why)!) best = reason;
  };
  coverage.rmrrs.forEach((fact, rmrr) => {
    if (fact.range !== range) return;
    if (fact.structure.scopes.length === 0) suggest({ why: "no-scope", rmrr });
    if (fact.standing === "dropped") suggest({ why: "dropped-rmrr", rmrr });
  });
  for (const resolved of coverage.scopes) {
    const fact = coverage.rmrrs[resolved.rmrr]!;
    if (fact.range === range) suggest(reasonFor(facts, get, fact, resolved));
  }
  if (best !== undefined) return best;
  return { why: isInForeignStructure(facts, region) ? "foreign-structure" : "invented-range" };
}

function reasonFor(facts: ScenarioFacts, get: GetFact, rmrr: RmrrFact, resolved: ResolvedScope): ExtraReason {
  const scope = rmrr.structure.scopes[resolved.scope]!;
  const place = { rmrr: resolved.rmrr, scope: resolved.scope };
  const named = isNaming(resolved) ? { named: resolved.target } : {};
  const { device } = get;
  if (device.kind !== "pci") {
    return {
      why: isNaming(resolved) && resolved.target === get.index ? "namespace-scope" : "not-pci",
      ...place,
      ...named,
    };
  }
  if (device.segment !== rmrr.structure.segment) {
    return { why: whyOtherSegment(facts, get, device, rmrr), ...place, ...named };
  }
  if (!isNaming(resolved)) return { ...whyNameless(facts, get.index, device, resolved, scope), ...place };
  return { why: whyNaming(facts, get, device, resolved, scope), ...place, ...named };
}

function whyNaming(
  facts: ScenarioFacts,
  get: GetFact,
  device: PciFunction,
  resolved: NamingScope,
  scope: DeviceScope,
): ExtraWhy {
  const { hierarchy } = facts;
  // The profile does not honour it; otherwise the range would not be extra.
  const refused = get.coverage.namings.find((naming) => naming.scope === resolved);
  if (refused !== undefined) {
    if (resolved.kind === "virtual-function") return "virtual-function-path";
    if (refused.relation === BY_HEADER_MISMATCH) {
      return resolved.target === get.index ? "header-mismatch" : "below-header-mismatch";
    }
    const inherited = resolved.target === hierarchy.physicalFunction[get.index];
    return inherited ? "inherited-from-physical-function" : "matched-by-number";
  }
  const target = resolved.target;
  if (!facts.isFunction(target)) return whyForeign(facts, get.index, device, scope);
  if (hierarchy.isBelow(target, get.index)) return "ancestor";
  return mostSpecific(misreadLine(hierarchy, get.index, scope).map((at) => whyBeside(hierarchy, at, target, scope)));
}

/** The functions that would give the range to a device if they were named: itself, and the bridges above it. */
function misreadLine(hierarchy: Hierarchy, index: number, scope: DeviceScope): readonly number[] {
  const line = [index];
  if (scope.type !== SCOPE_SUB_HIERARCHY) return line;
  for (let at = hierarchy.parent[index]!; at !== NONE; at = hierarchy.parent[at]!) line.push(at);
  return line;
}

function mostSpecific(reasons: readonly ExtraWhy[]): ExtraWhy {
  return reasons.reduce((best, why) => (RANK.get(why)! < RANK.get(best)! ? why : best));
}

/** The relation of a function to a named function that is neither above nor below it. */
function whyBeside(hierarchy: Hierarchy, index: number, target: number, scope: DeviceScope): ExtraWhy {
  const fn = hierarchy.functions[index]!;
  const misread = misreadAsNumber(fn, scope);
  if (misread !== undefined) return misread;
  const other = hierarchy.functions[target]!;
  if (other.bus !== fn.bus) {
    return isAtSamePath(hierarchy, index, target) ? "other-root-bus" : "unrelated";
  }
  if (readsAs(fn, other)) return "alternative-routing-id";
  return fn.device === other.device ? "other-function" : "sibling";
}

/** True for an ARI function whose routing ID has the bits of this device and function number. */
function readsAs(fn: PciFunction, { device, function: number }: PathHop): boolean {
  return fn.function > 7 && fn.function >> 3 === device && (fn.function & 7) === number;
}

/** Why a function may have a range because of a scope that never names a function, whatever its path. */
function whyForeign(facts: ScenarioFacts, index: number, device: PciFunction, scope: DeviceScope): ExtraWhy {
  return isMisreadTarget(facts, index, device, scope) ? "foreign-scope" : "unrelated";
}

/** True if a path, misread in some way, leads to the function or a bridge above it. */
function isMisreadTarget(facts: ScenarioFacts, index: number, device: PciFunction, scope: DeviceScope): boolean {
  return naiveTargets(facts, scope, device.segment).some(
    (target) => target === index || facts.hierarchy.isBelow(index, target),
  );
}

function whyNameless(
  facts: ScenarioFacts,
  index: number,
  device: PciFunction,
  resolved: NamelessScope,
  scope: DeviceScope,
): { why: ExtraWhy; hop?: number } {
  const { hop } = resolved;
  switch (resolved.kind) {
    case "foreign-type":
    case "undeclared":
      return { why: whyForeign(facts, index, device, scope) };
    case "impossible-hop":
      return { why: "impossible-hop", hop };
    case "not-a-root-bus":
      if (isMisreadTarget(facts, index, device, scope)) return { why: "longer-path-matched", hop };
      return { why: misreadAsNumber(device, scope) ?? "unrelated", hop };
    case "hop-through-endpoint":
    case "absent-hop":
      return { why: whyBroken(facts.hierarchy, index, device, resolved, scope), hop };
    default:
      return resolved.kind satisfies never;
  }
}

/** The relation of a function to a path that cannot continue at some hop. */
function whyBroken(
  hierarchy: Hierarchy,
  index: number,
  device: PciFunction,
  { kind, hop, reached }: NamelessScope,
  scope: DeviceScope,
): ExtraWhy {
  if (reached === index && kind === "hop-through-endpoint") return "path-through-endpoint";
  if (reached === index || (reached !== NONE && hierarchy.isBelow(reached, index))) return "on-absent-path";
  const misread = misreadAsNumber(device, scope);
  if (misread !== undefined) return misread;
  const bus = reached === NONE ? scope.startBus : hierarchy.functions[reached]!.secondaryBus;
  if (device.bus !== bus) return "unrelated";
  return readsAs(device, scope.path[hop]!) ? "alternative-routing-id" : "beside-absent";
}

function whyOtherSegment(facts: ScenarioFacts, get: GetFact, device: PciFunction, rmrr: RmrrFact): ExtraWhy {
  if (!numberLikeness(facts).looksNamedBy(get, rmrr)) return "other-segment";
  const isCut = (device.segment & 0xffff) === rmrr.structure.segment;
  return isCut ? "segment-cut-to-16-bits" : "same-numbers";
}

/** True if two functions of a segment have the same path below different root buses. */
function isAtSamePath(hierarchy: Hierarchy, left: number, right: number): boolean {
  let a = left;
  let b = right;
  while (a !== NONE && b !== NONE) {
    const x = hierarchy.functions[a]!;
    const y = hierarchy.functions[b]!;
    if (x.device !== y.device || x.function !== y.function) return false;
    a = hierarchy.parent[a]!;
    b = hierarchy.parent[b]!;
  }
  return a === b;
}

/** True if a structure other than a DRHD or RMRR contains the range where an RMRR would have it. */
function isInForeignStructure(facts: ScenarioFacts, range: AddressRange): boolean {
  const { dmar } = facts.scenario.platform;
  const view = new DataView(dmar.buffer, dmar.byteOffset, dmar.byteLength);
  return facts.table.structures.some(
    ({ offset, length, structure }) =>
      isForeign(structure) &&
      length >= 24 &&
      view.getBigUint64(offset + 8, true) === range.start &&
      view.getBigUint64(offset + 16, true) === range.end,
  );
}
