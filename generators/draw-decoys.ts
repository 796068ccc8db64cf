/** Functions that share numbers with what scopes name, for rules that compare too little. */

import { busIndexOf, numberBuses } from "./bus-numbers.ts";
import { CLASS_CODE_BRIDGE, CLASS_CODE_ETHERNET } from "./class-vocabulary.ts";
import { type Draws, pick } from "./draws.ts";
import { ALL_SPARE, type Place, type PlanFunction, planFunction, placeOnRoot, rootOfPlace } from "./plan.ts";
import type { Sketch } from "./sketch.ts";

const MOST_DECOYS = 3;
const MOST_ROOTS = 4;
const OTHER_SEGMENTS: readonly number[] = [1, 2, 0x10000];
const MOST_BUSES_OF_A_SEGMENT = 220;

export function drawDecoys(draws: Draws, percent: number, sketch: Sketch): void {
  let left = MOST_DECOYS;
  for (const rmrr of sketch.rmrrs) {
    for (const scope of rmrr.scopes) {
      if (left === 0) return;
      if (scope.at < 0 || !draws.chance(percent)) continue;
      left--;
      drawDecoy(draws, sketch, scope.at);
    }
  }
}

function drawDecoy(draws: Draws, sketch: Sketch, target: number): void {
  const { device, function: number, place, classCode } = sketch.functions[target]!;
  if (number > 7) return;
  if (sketch.roots.length < MOST_ROOTS && draws.chance(30)) {
    drawInOtherSegment(draws, sketch, target);
    return;
  }
  const root = placeOnRoot(sketch.rootOf[target]!);
  if (place < 0 && sketch.roots.length > 1 && draws.chance(50)) {
    // On another root bus, at the same numbers: for who ignores the start bus.
    sketch.remarkable.push(sketch.addFunction(endpoint(otherRoot(sketch, root), device, number)));
    return;
  }
  switch (draws.below(4)) {
    case 0:
      // On the root bus, at the numbers of the last hop: for who reads no further than one hop.
      if (place >= 0) sketch.remarkable.push(sketch.addFunction(endpoint(root, device, number)));
      return;
    case 1: {
      // Below another bridge, at the same numbers: for who ignores the hops before.
      const bridge = sketch.bridges.length === 0 ? -1 : pick(draws, sketch.bridges);
      if (bridge < 0 || bridge === place || bridge === target) return;
      sketch.remarkable.push(
        sketch.addFunction(planFunction(bridge, device, number, endpointClass(classCode), 0, 0, 0)),
      );
      return;
    }
    case 2:
      // Another function of the same device: for who compares devices only.
      sketch.remarkable.push(sketch.addFunction(endpoint(place, device, (number + 1) & 7)));
      return;
    default: {
      // Beside it, a bridge with something below, whose range begins where that of the target ends.
      if (sketch.busesInUse(target) >= MOST_BUSES_OF_A_SEGMENT) return;
      const bridge = sketch.addFunction(planFunction(place, (device + 1) & 31, 0, CLASS_CODE_BRIDGE, 1, 0, 0));
      sketch.remarkable.push(sketch.addFunction(endpoint(bridge, 0, 0)));
      return;
    }
  }
}

function otherRoot(sketch: Sketch, root: Place): Place {
  return placeOnRoot((rootOfPlace(root) + 1) % sketch.roots.length);
}

/** In a segment of its own, under the very numbers of the target, or of the bus below it. */
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
  sketch.remarkable.push(sketch.addFunction(below ? endpoint(root, 0, 0) : endpoint(root, device, number)));
}

function endpoint(place: Place, device: number, number: number): PlanFunction {
  return planFunction(place, device, number, CLASS_CODE_ETHERNET, 0, 0, 0);
}

/** The class of a bridge does not go with the header of an endpoint. */
function endpointClass(classCode: number): number {
  return classCode >>> 8 === CLASS_CODE_BRIDGE >>> 8 ? CLASS_CODE_ETHERNET : classCode;
}
