/** Draws RMRRs into a sketch: which functions their scopes name, how, and which ranges they reserve. */

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

/** Scope types that an RMRR's reader steps over: I/O APIC, HPET, namespace device, and unknown ones. */
const FOREIGN_SCOPE_TYPES: readonly number[] = [SCOPE_IOAPIC, SCOPE_HPET, SCOPE_NAMESPACE, 0, 6, 0x7f, 0xff];
/** A namespace scope is the one that some readers follow. */
const FOREIGN_SCOPE_WEIGHTS: readonly number[] = [2, 2, 7, 1, 1, 1, 1];

const BRIDGE_CLASS_CODES_OF_ENDPOINTS: readonly number[] = [0x060000, 0x060100, 0x068000];

export function drawRmrrs(draws: Draws, features: RmrrFeatures, sketch: Sketch): void {
  for (let index = 0; index < features.rmrrs; index++) drawRmrr(draws, features, sketch);
}

function drawRmrr(draws: Draws, features: RmrrFeatures, sketch: Sketch): void {
  const isAgain = sketch.rmrrs.length > 0 && draws.chance(features.sameRanges);
  const range = isAgain ? rangeOf(pick(draws, sketch.rmrrs)) : drawRangeBeside(draws, features, sketch);
  const scopes: PlanScope[] = [];
  // Whom an endpoint scope names is told apart at once from whom another RMRR covers as well.
  const first = drawTarget(draws, isAgain && draws.chance(70) ? { ...features, bridgeScopes: 0 } : features, sketch);
  // Of an RMRR with the range of another, all that is its own is whom it names.
  if (isAgain && first >= 0) sketch.suspects.push(first);
  // A domain above 0xffff cannot be named: what a reader that cuts the number would take it for, can.
  const segment = first < 0 ? (sketch.roots[0]?.segment ?? 0) : sketch.segmentOf(first);
  let named = segment & GREATEST_NAMED_SEGMENT;
  if (first >= 0 && draws.chance(features.otherSegment)) {
    // The right path under the wrong segment.
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
    // Whom only the last of several scopes names shows whether all of them were read.
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
    // Of two, the one that stands higher: there is more below it.
    const bridge = draws.chance(50) ? Math.min(pick(draws, bridges), pick(draws, bridges)) : pick(draws, bridges);
    // What is below a bridge is what its scope is about; some are empty all the same.
    return sketch.isPopulated(bridge) || draws.chance(25) ? bridge : pick(draws, bridges);
  }
  // What is worth being asked about is worth being named: virtual functions, copies in other segments.
  if (sketch.remarkable.length > 0 && draws.chance(22)) {
    const remarkable = pick(draws, sketch.remarkable);
    if (remarkable >= 0) {
      // Or that of which a virtual function may inherit.
      const { physicalFunction } = functions[remarkable]!;
      if (physicalFunction !== NONE && draws.chance(60)) return physicalFunction;
      if (isNameable(draws, features, sketch, remarkable)) return remarkable;
    }
  }
  // What was drawn last stands deepest, where hierarchies are deep.
  if (draws.chance(28) && isNameable(draws, features, sketch, functions.length - 1)) return functions.length - 1;
  // Some more tries for an endpoint: without them, bridges would be named as often as they are there.
  let target = draws.below(functions.length);
  for (let tries = 0; tries < 3 && !isNameable(draws, features, sketch, target); tries++) {
    target = draws.below(functions.length);
  }
  return target;
}

/**
 * A target of the segment that no scope of the RMRR names yet, nor covers from above, if one is found soon: what its
 * scope gives, no other gives.
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

/** What stands below a bridge, or the bridge above what stands there. */
function drawRelative(draws: Draws, sketch: Sketch, previous: number): number {
  if (sketch.isBridge(previous) && draws.chance(60)) return drawBelow(draws, sketch, previous);
  const { place } = sketch.functions[previous]!;
  return place >= 0 ? place : previous;
}

/** A function below the bridge if one is found near, else the bridge. */
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
 * A scope for a function, or one that is to be stepped over. Mostly the function's scope follows that one: only
 * behind it can be seen whether it was stepped over in the right way.
 */
function drawScopes(draws: Draws, features: RmrrFeatures, sketch: Sketch, target: number, scopes: PlanScope[]): void {
  const at = target >= 0 ? target : placeOnRoot(0);
  let follows = 80;
  if (target < 0 || draws.chance(features.absent)) scopes.push(drawAbsentScope(draws, sketch, at));
  else if (draws.chance(features.foreignScopes)) {
    scopes.push(
      planScope(FOREIGN_SCOPE_TYPES[draws.weighted(FOREIGN_SCOPE_WEIGHTS)]!, at, NO_TAIL, draws.below(256), false),
    );
    // Alone, it shows who follows it.
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
    // Among endpoints, those of base class 06 are told apart once more.
    if (type === SCOPE_SUB_HIERARCHY && fn.physicalFunction === NONE && draws.chance(60)) {
      const classCode = pick(draws, BRIDGE_CLASS_CODES_OF_ENDPOINTS);
      sketch.functions[target] = changedFunction(fn, { classCode });
    }
  }
  const byPresentBus = fn.place >= 0 && draws.chance(features.startBusFallback);
  if (byPresentBus) {
    sketch.suspects.push(target);
    // From the bridge above: such a path of several hops names nothing, not even for who follows one of one hop.
    if (standsDeep(sketch, target) && draws.chance(40)) return fromPresentBusAbove(sketch, type, target);
  }
  return planScope(type, target, NO_TAIL, 0, byPresentBus);
}

/** Neither it nor the bridge above it is on a root bus. */
function standsDeep(sketch: Sketch, index: number): boolean {
  const { place } = sketch.functions[index]!;
  return place >= 0 && sketch.functions[place]!.place >= 0;
}

/** The last two hops of the path to a function, from the bus that the first of them is on now. */
function fromPresentBusAbove(sketch: Sketch, type: number, target: number): PlanScope {
  const fn = sketch.functions[target]!;
  return planScope(type, fn.place, [{ device: fn.device, function: fn.function }], 0, true);
}

/** A scope that names nothing: a near miss of a function, a path that goes on behind it, or an empty slot. */
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
