/** Functions that share numbers with the functions scopes name, to catch rules that compare too little. */

import { busIndexOf, numberBuses } from "./bus-numbers.ts";
import { CLASS_CODE_BRIDGE, CLASS_CODE_ETHERNET } from "./class-vocabulary.ts";
import { type Draws, pick } from "./draws.ts";
import { ALL_SPARE, type Place, type PlanFunction, planFunction, placeOnRoot } from "./plan.ts";
import type { Sketch } from "./sketch.ts";

const MOST_DECOYS = 3;
const MOST_ROOTS = 4;
const OTHER_SEGMENTS: readonly number[] = [1, 2, 0x10000];
/** Weights: on the root bus, below another bridge, another function of the device, a bridge beside it. */
const DECOYS_OF_LONG_PATHS: readonly number[] = [32, 42, 10, 16];
const DECOYS_ON_ROOT_BUSES: readonly number[] = [0, 30, 30, 40];
const MOST_BUSES_OF_A_SEGMENT = 220;

export function drawDecoys(draws: Draws, percent: number, sketch: Sketch): void {
  let left = MOST_DECOYS;
  for (const rmrr of sketch.rmrrs) {
    for (const scope of rmrr.scopes) {
      if (left === 0) return;
      if (scope.at < 0 || !draws.chance(sketch.functions[scope.at]!.place >= 0 ? percent : percent >> 1)) continue;
      left--;
      drawDecoy(draws, sketch, scope.at);
    }
  }
}

function drawDecoy(draws: Draws, sketch: Sketch, target: number): void {
  const { device, function: number, place } = sketch.functions[target]!;
  if (number > 7) return;
  if (sketch.roots.length < MOST_ROOTS && draws.chance(sketch.isBridge(target) ? 45 : 25)) {
    drawInOtherSegment(draws, sketch, target);
    return;
  }
  if (place < 0 && draws.chance(45)) {
    // On another root bus of the segment, with the same numbers: catches rules that ignore the start bus.
    const other = otherRoot(sketch, target);
    if (other !== undefined) addDecoy(sketch, other, target);
    return;
  }
  const root = placeOnRoot(sketch.rootOf[target]!);
  switch (draws.weighted(place >= 0 ? DECOYS_OF_LONG_PATHS : DECOYS_ON_ROOT_BUSES)) {
    case 0:
      // On the root bus, with the numbers of the last hop: catches rules that read only one hop.
      addDecoy(sketch, root, target);
      return;
    case 1: {
      // Below another bridge, with the same numbers: catches rules that ignore the earlier hops.
      const bridge = sketch.bridges.length === 0 ? -1 : pick(draws, sketch.bridges);
      const suits =
        bridge >= 0 && bridge !== place && bridge !== target && sketch.rootOf[bridge] === sketch.rootOf[target];
      addDecoy(sketch, suits ? bridge : root, target);
      return;
    }
    case 2:
      // Another function of the same device: catches rules that compare only device numbers.
      sketch.suspects.push(sketch.addFunction(endpoint(place, device, (number + 1) & 7)));
      return;
    default: {
      // Next to it, a bridge with a function below it, whose bus range starts right after that of the target.
      if (sketch.busesInUse(target) >= MOST_BUSES_OF_A_SEGMENT) return;
      const bridge = sketch.addFunction(planFunction(place, (device + 1) & 31, 0, CLASS_CODE_BRIDGE, 1, 0, 0));
      sketch.suspects.push(sketch.addFunction(endpoint(bridge, 0, 0)));
      return;
    }
  }
}

/**
 * A function with the device and function number of the target, and of the same kind, because the scope type must
 * match: an existing one or a new one, together with the function 0 it needs.
 */
function addDecoy(sketch: Sketch, place: Place, target: number): void {
  const { functions, suspects } = sketch;
  const { device, function: number, classCode } = functions[target]!;
  let hasDevice = false;
  for (let index = 0; index < functions.length; index++) {
    const fn = functions[index]!;
    if (fn.place !== place || fn.device !== device) continue;
    if (fn.function === number) {
      suspects.push(index);
      return;
    }
    if (fn.function === 0) hasDevice = true;
  }
  if (number > 0 && !hasDevice) sketch.addFunction(endpoint(place, device, 0));
  const isBridge = sketch.isBridge(target) && sketch.busesInUse(place) < MOST_BUSES_OF_A_SEGMENT;
  const code = isBridge ? CLASS_CODE_BRIDGE : endpointClass(classCode);
  suspects.push(sketch.addFunction(planFunction(place, device, number, code, isBridge ? 1 : 0, 0, 0)));
}

/** Another root bus of the segment, newly added if there is room; undefined if there is none. */
function otherRoot(sketch: Sketch, target: number): Place | undefined {
  const { roots } = sketch;
  const own = sketch.rootOf[target]!;
  const { segment } = roots[own]!;
  const other = roots.findIndex((root, index) => index !== own && root.segment === segment);
  if (other >= 0) return placeOnRoot(other);
  if (roots.length >= MOST_ROOTS || sketch.busesInUse(target) >= MOST_BUSES_OF_A_SEGMENT) return undefined;
  sketch.addRoot({ segment, gap: 0, spare: ALL_SPARE });
  return placeOnRoot(roots.length - 1);
}

/** In another segment, with exactly the numbers of the target, or with those of the bus below it. */
function drawInOtherSegment(draws: Draws, sketch: Sketch, target: number): void {
  const plan = sketch.plan();
  const buses = numberBuses(plan);
  if (buses === undefined) return;
  const segment = pick(draws, OTHER_SEGMENTS);
  if (sketch.roots.some((root) => root.segment === segment)) return;
  const { device, function: number, place } = sketch.functions[target]!;
  const below = sketch.isBridge(target);
  const bus = buses.bus[below ? target : busIndexOf(plan, place)]!;
  const root = placeOnRoot(sketch.roots.length);
  sketch.addRoot({ segment, gap: bus, spare: ALL_SPARE });
  if (number > 0 && !below) sketch.addFunction(endpoint(root, device, 0));
  sketch.suspects.push(sketch.addFunction(below ? endpoint(root, 0, 0) : endpoint(root, device, number)));
}

function endpoint(place: Place, device: number, number: number): PlanFunction {
  return planFunction(place, device, number, CLASS_CODE_ETHERNET, 0, 0, 0);
}

/** A bridge class does not go with a type 0 header. */
function endpointClass(classCode: number): number {
  return classCode >>> 8 === CLASS_CODE_BRIDGE >>> 8 ? CLASS_CODE_ETHERNET : classCode;
}
