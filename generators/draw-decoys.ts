/** Functions that share numbers with what scopes name, for rules that compare too little. */

import { CLASS_CODE_BRIDGE, CLASS_CODE_ETHERNET } from "./class-vocabulary.ts";
import { type Draws, pick } from "./draws.ts";
import { type Place, type PlanFunction, planFunction, placeOnRoot } from "./plan.ts";
import type { Sketch } from "./sketch.ts";

const MOST_DECOYS = 3;
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
  const root = placeOnRoot(sketch.rootOf[target]!);
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

function endpoint(place: Place, device: number, number: number): PlanFunction {
  return planFunction(place, device, number, CLASS_CODE_ETHERNET, 0, 0, 0);
}

/** The class of a bridge does not go with the header of an endpoint. */
function endpointClass(classCode: number): number {
  return classCode >>> 8 === CLASS_CODE_BRIDGE >>> 8 ? CLASS_CODE_ETHERNET : classCode;
}
