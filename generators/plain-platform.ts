/**
 * Platforms for histories: small, and without what other streams ask about.
 *
 * A history is about what changes. Header mismatches, Alternative Routing-ID and the like are wrong or right from the
 * start, and would only distract.
 */

import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../model/dmar/table.ts";
import { drawHierarchy } from "./draw-hierarchy.ts";
import { drawRmrrs } from "./draw-rmrrs.ts";
import { type Draws, pick } from "./draws.ts";
import { drawHierarchyFeatures, type Size } from "./hierarchy-features.ts";
import { ALL_SPARE, NO_TAIL, NONE, type PlanRoot, planScope } from "./plan.ts";
import { drawRmrrFeatures } from "./rmrr-features.ts";
import type { Sketch } from "./sketch.ts";

const ONE_ROOT: readonly PlanRoot[] = [{ segment: 0, gap: 0, spare: ALL_SPARE }];

const NOTHING_WRONG = { headerMismatch: 0, otherSegment: 0, foreignScopes: 0, withoutScope: 0 };

/** `segments`: whether there may be several segments; otherwise there is one, with one root bus. */
export function drawPlainPlatform(draws: Draws, size: Size, segments: boolean, sketch: Sketch): void {
  const hierarchy = { ...drawHierarchyFeatures(draws, size), alternativeRouting: 0 };
  drawHierarchy(draws, segments ? hierarchy : { ...hierarchy, roots: ONE_ROOT }, sketch);
  const features = drawRmrrFeatures(draws, size);
  drawRmrrs(draws, { ...features, ...NOTHING_WRONG, absent: draws.chance(50) ? features.absent : 0 }, sketch);
}

/** Makes an RMRR name two functions by their paths, and returns them; undefined if its segment has no two. */
export function shareRmrr(draws: Draws, sketch: Sketch): readonly [number, number] | undefined {
  if (sketch.rmrrs.length === 0) return undefined;
  const chosen = draws.below(sketch.rmrrs.length);
  const rmrr = sketch.rmrrs[chosen]!;
  const nameable = [...sketch.functions.keys()].filter((index) => {
    const { function: number, physicalFunction } = sketch.functions[index]!;
    return sketch.segmentOf(index) === rmrr.segment && number <= 7 && physicalFunction === NONE;
  });
  if (nameable.length < 2) return undefined;
  const [one] = nameable.splice(draws.below(nameable.length), 1);
  // A function that is not removed along with the other can be queried when the other is gone.
  const apart = nameable.filter((index) => !sketch.isBelow(index, one!) && !sketch.isBelow(one!, index));
  const other = pick(draws, apart.length > 0 && draws.chance(80) ? apart : nameable);
  const scopes = [one!, other].map((index) => {
    const type = sketch.isBridge(index) ? SCOPE_SUB_HIERARCHY : SCOPE_ENDPOINT;
    return planScope(type, index, NO_TAIL, 0, false);
  });
  sketch.rmrrs[chosen] = { ...rmrr, scopes: draws.chance(70) ? scopes : [...rmrr.scopes, ...scopes] };
  return [one!, other];
}

/** Puts some devices into a group, always including the first. */
export function drawGroup(draws: Draws, sketch: Sketch, devices: readonly number[]): void {
  const members = new Set(devices);
  const { functions } = sketch;
  for (let more = draws.below(3); more > 0 && functions.length > 0; more--) members.add(draws.below(functions.length));
  sketch.groups.push({ members: [...members] });
}
