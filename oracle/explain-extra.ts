/**
 * Explains a range that a device got and must not have.
 *
 * Every RMRR that has the range, and every scope of it, suggests a mistake that would have led to the device;
 * the most specific one is taken for the reason. This runs for failures only, and may take its time.
 */

import type { AddressRange } from "../model/region.ts";
import type { PciFunction } from "../model/platform.ts";
import type { DeviceScope } from "../model/dmar/table.ts";
import { SCOPE_NAMESPACE, SCOPE_SUB_HIERARCHY } from "../model/dmar/table.ts";
import type { ExtraReason, ExtraWhy } from "./extra-reason.ts";
import { NONE, type Hierarchy } from "./hierarchy.ts";
import { FORBIDDEN, isNaming, type NamelessScope, type NamingScope, type ResolvedScope } from "./named-scope.ts";
import { misreadAsNumber, naiveTargets } from "./misread-path.ts";
import type { RmrrFact } from "./coverage.ts";
import { BY_FALLBACK, BY_HEADER_MISMATCH, BY_NAMESPACE } from "./relation.ts";
import { isForeign } from "./named-places.ts";
import { numberLikeness } from "./number-likeness.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";

/** The reasons, the most specific first. */
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

/** The reason of an extra range of a device that is there. */
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
  if (!isNaming(resolved)) return { ...whyNameless(facts, get.index, device, rmrr, resolved, scope), ...place };
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
  const refused = get.coverage.namings.find((naming) => naming.scope === resolved && naming.strength === FORBIDDEN);
  if (refused !== undefined) {
    if (resolved.kind === "virtual-function") return "virtual-function-path";
    if (refused.relation === BY_HEADER_MISMATCH) {
      return resolved.target === get.index ? "header-mismatch" : "below-header-mismatch";
    }
    if (refused.relation === BY_FALLBACK) return "matched-by-number";
    if (refused.relation === BY_NAMESPACE) return "namespace-scope";
    return hierarchy.isVirtual(get.index) ? "inherited-from-physical-function" : "unrelated";
  }
  const target = resolved.target;
  if (!facts.isFunction(target)) {
    return scope.type === SCOPE_NAMESPACE && naiveTargets(facts, scope, device.segment).includes(get.index)
      ? "foreign-scope"
      : "unrelated";
  }
  if (hierarchy.isBelow(target, get.index)) return "ancestor";
  return mostSpecific(misreadLine(hierarchy, get.index, scope).map((at) => whyBeside(hierarchy, at, target, scope)));
}

/** The functions that would give the range to a device if they were named: itself, and bridges above it. */
function misreadLine(hierarchy: Hierarchy, index: number, scope: DeviceScope): readonly number[] {
  const line = [index];
  if (scope.type !== SCOPE_SUB_HIERARCHY) return line;
  for (let at = hierarchy.parent[index]!; at !== NONE; at = hierarchy.parent[at]!) line.push(at);
  return line;
}

function mostSpecific(reasons: readonly ExtraWhy[]): ExtraWhy {
  return reasons.reduce((best, why) => (RANK.get(why)! < RANK.get(best)! ? why : best));
}

/** How a function that is no relative of the named one stands to it. */
function whyBeside(hierarchy: Hierarchy, index: number, target: number, scope: DeviceScope): ExtraWhy {
  const fn = hierarchy.functions[index]!;
  const misread = misreadAsNumber(fn, scope);
  if (misread !== undefined) return misread;
  const other = hierarchy.functions[target]!;
  if (hierarchy.parent[index] !== hierarchy.parent[target] || other.bus !== fn.bus) {
    return isAtSamePath(hierarchy, index, target) ? "other-root-bus" : "unrelated";
  }
  if (fn.function > 7 && fn.function >> 3 === other.device && (fn.function & 7) === other.function) {
    return "alternative-routing-id";
  }
  return fn.device === other.device ? "other-function" : "sibling";
}

function whyNameless(
  facts: ScenarioFacts,
  index: number,
  device: PciFunction,
  rmrr: RmrrFact,
  resolved: NamelessScope,
  scope: DeviceScope,
): { why: ExtraWhy; hop?: number } {
  const { hierarchy } = facts;
  const { hop, reached } = resolved;
  switch (resolved.kind) {
    case "foreign-type":
    case "undeclared": {
      const misread = naiveTargets(facts, scope, rmrr.structure.segment).some(
        (target) => target === index || hierarchy.isBelow(index, target),
      );
      return { why: misread ? "foreign-scope" : "unrelated" };
    }
    case "impossible-hop":
      return { why: "impossible-hop", hop };
    case "not-a-root-bus":
      if (naiveTargets(facts, scope, rmrr.structure.segment).some((t) => t === index || hierarchy.isBelow(index, t))) {
        return { why: "longer-path-matched", hop };
      }
      return { why: misreadAsNumber(device, scope) ?? "unrelated", hop };
    case "hop-through-endpoint":
      if (reached === index) return { why: "path-through-endpoint", hop };
      break;
    case "absent-hop":
      break;
    default:
      resolved.kind satisfies never;
  }
  const isOnPath = reached !== NONE && (reached === index || hierarchy.isBelow(reached, index));
  if (isOnPath) return { why: "on-absent-path", hop };
  const misread = misreadAsNumber(device, scope);
  if (misread !== undefined) return { why: misread, hop };
  const bus = reached === NONE ? scope.startBus : hierarchy.functions[reached]!.secondaryBus;
  if (hierarchy.parent[index] !== reached || device.bus !== bus) return { why: "unrelated", hop };
  const missing = scope.path[hop];
  if (missing !== undefined && device.function > 7 && device.function >> 3 === missing.device) {
    return { why: (device.function & 7) === missing.function ? "alternative-routing-id" : "beside-absent", hop };
  }
  return { why: "beside-absent", hop };
}

function whyOtherSegment(facts: ScenarioFacts, get: GetFact, device: PciFunction, rmrr: RmrrFact): ExtraWhy {
  if (!numberLikeness(facts).looksNamedBy(get, rmrr)) return "other-segment";
  const cut = device.segment > 0xffff && (device.segment & 0xffff) === rmrr.structure.segment;
  return cut ? "segment-cut-to-16-bits" : "same-numbers";
}

/** True if two functions of a segment stand at the same path below different root buses. */
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

/** True if the range stands in a structure other than DRHD and RMRR, where an RMRR would have it. */
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
