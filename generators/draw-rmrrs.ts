/** Draws RMRRs into a sketch: which functions their scopes name, in which way, and which ranges they reserve. */

import {
  type PathHop,
  SCOPE_ENDPOINT,
  SCOPE_HPET,
  SCOPE_IOAPIC,
  SCOPE_NAMESPACE,
  SCOPE_SUB_HIERARCHY,
} from "../model/dmar/table.ts";
import type { AddressRange } from "../model/region.ts";
import { between, type Draws, pick } from "./draws.ts";
import { drawRange, drawRelatedRange } from "./draw-range.ts";
import {
  changedFunction,
  NO_TAIL,
  NONE,
  type Place,
  type PlanRmrr,
  type PlanScope,
  placeOnRoot,
  planScope,
} from "./plan.ts";
import type { RmrrFeatures } from "./rmrr-features.ts";
import type { Sketch } from "./sketch.ts";

const GREATEST_NAMED_SEGMENT = 0xffff;

/** Scope types that a reader of RMRRs must skip: I/O APIC, HPET, namespace device, and unknown ones. */
const FOREIGN_SCOPE_TYPES: readonly number[] = [SCOPE_IOAPIC, SCOPE_HPET, SCOPE_NAMESPACE, 0, 6, 0x7f, 0xff];
/** Namespace scopes are the most frequent, because some readers follow them. */
const FOREIGN_SCOPE_WEIGHTS: readonly number[] = [2, 2, 7, 1, 1, 1, 1];

const BRIDGE_CLASS_CODES_OF_ENDPOINTS: readonly number[] = [0x060000, 0x060100, 0x068000];

export function drawRmrrs(draws: Draws, features: RmrrFeatures, sketch: Sketch): void {
  for (let index = 0; index < features.rmrrs; index++) drawRmrr(draws, features, sketch);
}

function drawRmrr(draws: Draws, features: RmrrFeatures, sketch: Sketch): void {
  const isAgain = sketch.rmrrs.length > 0 && draws.chance(features.sameRanges);
  const range = isAgain ? rangeOf(pick(draws, sketch.rmrrs)) : drawRangeBeside(draws, features, sketch);
  const scopes: PlanScope[] = [];
  // An endpoint scope clearly separates the function it names from those that another RMRR covers as well.
  const first = drawTarget(draws, isAgain && draws.chance(70) ? { ...features, bridgeScopes: 0 } : features, sketch);
  // If an RMRR has the range of another, all that distinguishes it is which function it names.
  if (isAgain && first >= 0) sketch.suspects.push(first);
  // A segment above 0xffff cannot be named, but the segment that its truncated number gives can.
  const segment = first < 0 ? (sketch.roots[0]?.segment ?? 0) : sketch.segmentOf(first);
  let named = segment & GREATEST_NAMED_SEGMENT;
  if (first >= 0 && draws.chance(features.otherSegment)) {
    // The right path in the wrong segment.
    named = sketch.roots.length > 1 ? pick(draws, sketch.roots).segment & GREATEST_NAMED_SEGMENT : named ^ 1;
    sketch.remarkable.push(first);
  }
  if (!draws.chance(features.withoutScope)) {
    const most = features.mostScopes;
    const count = draws.chance(40) ? most : between(draws, 1, most);
    let target = first;
    for (let index = 0; index < count; index++) {
      if (index > 0) target = drawOtherTarget(draws, features, sketch, target, segment, scopes);
      if (target >= 0 && sketch.segmentOf(target) !== segment) continue;
      drawScopes(draws, features, sketch, target, scopes);
    }
    // A function named only by the last of several scopes shows whether all scopes were read.
    if (scopes.length > 2 && target >= 0) sketch.suspects.push(target);
  }
  sketch.rmrrs.push({ segment: named, base: range.start, limit: range.end, scopes, reserved: 0 });
}

function drawRangeBeside(draws: Draws, features: RmrrFeatures, sketch: Sketch): AddressRange {
  const { rmrrs } = sketch;
  if (rmrrs.length > 0 && draws.chance(features.relatedRanges)) {
    return drawRelatedRange(draws, rangeOf(rmrrs[rmrrs.length - 1]!));
  }
  return drawRange(draws);
}

function rangeOf({ base, limit }: PlanRmrr): AddressRange {
  return { start: base, end: limit };
}

/** A function to name; -1 if there is none. */
function drawTarget(draws: Draws, features: RmrrFeatures, sketch: Sketch): number {
  const { bridges, functions } = sketch;
  if (functions.length === 0) return -1;
  if (bridges.length > 0 && draws.chance(features.bridgeScopes)) {
    // Of two bridges, the higher one, because it has more below it.
    const bridge = draws.chance(50) ? Math.min(pick(draws, bridges), pick(draws, bridges)) : pick(draws, bridges);
    // A bridge scope is about the functions below it; some bridges are empty anyway.
    return sketch.isPopulated(bridge) || draws.chance(25) ? bridge : pick(draws, bridges);
  }
  // Functions worth querying are worth naming: virtual functions, copies in other segments.
  if (sketch.remarkable.length > 0 && draws.chance(22)) {
    const remarkable = pick(draws, sketch.remarkable);
    if (remarkable >= 0) {
      // Or the physical function from which a virtual function may inherit.
      const { physicalFunction } = functions[remarkable]!;
      if (physicalFunction !== NONE && draws.chance(60)) return physicalFunction;
      if (isNameable(draws, features, sketch, remarkable)) return remarkable;
    }
  }
  // In deep hierarchies, the function drawn last is the deepest.
  if (draws.chance(28) && isNameable(draws, features, sketch, functions.length - 1)) return functions.length - 1;
  // A few more tries to find an endpoint: without them, bridges would be named too often.
  let target = draws.below(functions.length);
  for (let tries = 0; tries < 3 && !isNameable(draws, features, sketch, target); tries++) {
    target = draws.below(functions.length);
  }
  return target;
}

/**
 * A target in the segment that no other scope of the RMRR names or covers from above, if one is found after a few
 * tries, so that it gets the region from its own scope only.
 */
function drawOtherTarget(
  draws: Draws,
  features: RmrrFeatures,
  sketch: Sketch,
  previous: number,
  segment: number,
  scopes: readonly PlanScope[],
): number {
  if (previous >= 0 && draws.chance(features.relatives)) return drawRelative(draws, sketch, previous);
  let target = drawTarget(draws, features, sketch);
  for (let tries = 0; tries < 3; tries++) {
    const isOther =
      target < 0 ||
      (sketch.segmentOf(target) === segment &&
        scopes.every(({ at }) => at !== target && !(at >= 0 && sketch.isBelow(target, at))));
    if (isOther) break;
    target = drawTarget(draws, features, sketch);
  }
  return target;
}

function isNameable(draws: Draws, features: RmrrFeatures, sketch: Sketch, index: number): boolean {
  const fn = sketch.functions[index]!;
  if (fn.headerType !== 0 || fn.function > 7) return false;
  if (features.startBusFallback > 0 && fn.place < 0) return draws.chance(30);
  return fn.physicalFunction === NONE || draws.chance(features.namedVirtualFunctions);
}

/** A function below a bridge, or the bridge above a function. */
function drawRelative(draws: Draws, sketch: Sketch, previous: number): number {
  if (sketch.isBridge(previous) && draws.chance(60)) return drawBelow(draws, sketch, previous);
  const { place } = sketch.functions[previous]!;
  return place >= 0 ? place : previous;
}

/** A function below the bridge if one is found nearby, else the bridge. */
export function drawBelow(draws: Draws, sketch: Sketch, bridge: number): number {
  const { functions } = sketch;
  const behind = functions.length - bridge - 1;
  if (behind === 0) return bridge;
  const start = draws.below(behind);
  const looked = Math.min(behind, 48);
  for (let step = 0; step < looked; step++) {
    const index = bridge + 1 + ((start + step) % behind);
    if (sketch.isBelow(index, bridge)) return index;
  }
  return bridge;
}

/**
 * A scope that names a function, or one to be skipped. The latter is usually followed by a scope for the function,
 * because only what follows shows whether it was skipped correctly.
 */
function drawScopes(draws: Draws, features: RmrrFeatures, sketch: Sketch, target: number, scopes: PlanScope[]): void {
  const at = target >= 0 ? target : placeOnRoot(0);
  let follows = 80;
  if (target < 0 || draws.chance(features.absent)) scopes.push(drawAbsentScope(draws, sketch, at));
  else if (draws.chance(features.foreignScopes)) {
    scopes.push(
      planScope(FOREIGN_SCOPE_TYPES[draws.weighted(FOREIGN_SCOPE_WEIGHTS)]!, at, NO_TAIL, draws.below(256), false),
    );
    // With no other scope, it shows which readers follow it.
    sketch.suspects.push(at);
    follows = 55;
  } else {
    scopes.push(drawScope(draws, features, sketch, target));
    return;
  }
  if (target < 0 || !draws.chance(follows)) return;
  scopes.push(drawScope(draws, features, sketch, target));
  sketch.suspects.push(target);
}

function drawScope(draws: Draws, features: RmrrFeatures, sketch: Sketch, target: number): PlanScope {
  const fn = sketch.functions[target]!;
  let type = fn.headerType === 0 ? SCOPE_ENDPOINT : SCOPE_SUB_HIERARCHY;
  if (draws.chance(features.headerMismatch)) {
    type = type === SCOPE_ENDPOINT ? SCOPE_SUB_HIERARCHY : SCOPE_ENDPOINT;
    sketch.remarkable.push(target);
    // Among endpoints, those of base class 06 are a special case.
    if (type === SCOPE_SUB_HIERARCHY && fn.physicalFunction === NONE && draws.chance(60)) {
      const classCode = pick(draws, BRIDGE_CLASS_CODES_OF_ENDPOINTS);
      sketch.functions[target] = changedFunction(fn, { classCode });
    }
  }
  const byPresentBus = fn.place >= 0 && draws.chance(features.startBusFallback);
  if (byPresentBus) {
    sketch.suspects.push(target);
    // From the bus that the bridge above is on: a path of several hops from there names nothing, even for readers that
    // follow a path of one hop.
    if (standsDeep(sketch, target) && draws.chance(40)) return fromPresentBusAbove(sketch, type, target);
  }
  return planScope(type, target, NO_TAIL, 0, byPresentBus);
}

/** True if neither the function nor the bridge above it is on a root bus. */
function standsDeep(sketch: Sketch, index: number): boolean {
  const { place } = sketch.functions[index]!;
  return place >= 0 && sketch.functions[place]!.place >= 0;
}

/** The last two hops of the path to a function, starting at the current number of the bus the first of them is on. */
function fromPresentBusAbove(sketch: Sketch, type: number, target: number): PlanScope {
  const fn = sketch.functions[target]!;
  return planScope(type, fn.place, [{ device: fn.device, function: fn.function }], 0, true);
}

/** A scope that names nothing: a near miss of a function, a path that continues past one, or an empty slot. */
function drawAbsentScope(draws: Draws, sketch: Sketch, at: number): PlanScope {
  const type = draws.chance(60) ? SCOPE_ENDPOINT : SCOPE_SUB_HIERARCHY;
  const absent = (place: Place, tail: readonly PathHop[]): PlanScope => planScope(type, place, tail, 0, false);
  const emptySlot = { device: between(draws, 24, 31), function: draws.below(8) };
  if (at < 0) return absent(at, [emptySlot]);
  const fn = sketch.functions[at]!;
  sketch.remarkable.push(at);
  if (standsDeep(sketch, at) && draws.chance(40)) {
    sketch.remarkable.push(at, at);
    return fromPresentBusAbove(sketch, sketch.isBridge(at) ? SCOPE_SUB_HIERARCHY : SCOPE_ENDPOINT, at);
  }
  switch (draws.below(3)) {
    case 0: {
      const other = (fn.function + between(draws, 1, 7)) & 7;
      return absent(fn.place, [{ device: fn.device, function: other }]);
    }
    case 1:
      return absent(at, draws.chance(50) ? [emptySlot] : [emptySlot, { device: 0, function: 0 }]);
    default:
      return absent(fn.place, [emptySlot]);
  }
}
