/**
 * The plan of a case of the ownership stream: several lists of few devices, alive at once, used and put back in
 * every order.
 */

import { drawDevice } from "./draw-focus.ts";
import { drawHierarchy } from "./draw-hierarchy.ts";
import { getEveryFunction } from "./draw-questions.ts";
import { drawRmrrs } from "./draw-rmrrs.ts";
import { between, type Draws, pick } from "./draws.ts";
import { drawHierarchyFeatures, type Size } from "./hierarchy-features.ts";
import type { DeviceReference, Plan } from "./plan.ts";
import { drawRmrrFeatures } from "./rmrr-features.ts";
import { Sketch } from "./sketch.ts";

export function drawOwnershipPlan(draws: Draws, size?: Size): Plan {
  const sketch = new Sketch();
  const drawn = size ?? { functions: between(draws, 1, 6), rmrrs: between(draws, 1, 4) };
  drawHierarchy(draws, drawHierarchyFeatures(draws, drawn), sketch);
  drawRmrrs(draws, drawRmrrFeatures(draws, drawn), sketch);
  if (size?.everyFunctionOnce) getEveryFunction(sketch);
  else drawUses(draws, sketch);
  sketch.lastListFirst = draws.chance(40);
  return sketch.plan();
}

/** Gets, and what callers do with their lists in between. */
function drawUses(draws: Draws, sketch: Sketch): void {
  const devices = drawFew(draws, sketch);
  if (devices.length === 0) return;
  const live: number[] = [];
  const count = between(draws, 3, 8);
  let lists = 0;
  for (let index = 0; index < count; index++) {
    // Two lists first: one alone can be shared with nobody.
    const use = live.length < 2 && lists < 2 ? 0 : draws.weighted([42, 14, 14, 10, 20]);
    if (use === 0 || live.length === 0) {
      sketch.steps.push({ do: "get", device: pick(draws, devices), list: lists });
      live.push(lists++);
      continue;
    }
    const position = draws.below(live.length);
    const list = live[position]!;
    switch (use) {
      case 1:
        sketch.steps.push({ do: "read", list });
        break;
      case 2:
        sketch.steps.push({ do: "scribble", list });
        break;
      case 3:
        sketch.steps.push({ do: "empty", list });
        break;
      default:
        sketch.steps.push({ do: "put", list });
        live.splice(position, 1);
    }
  }
}

/** One to three devices: the fewer, the more often two lists come from one. */
function drawFew(draws: Draws, sketch: Sketch): readonly DeviceReference[] {
  const devices: DeviceReference[] = [];
  const count = between(draws, 1, 3);
  for (let index = 0; index < count; index++) {
    const device = drawDevice(draws, sketch);
    if (device !== undefined) devices.push(device);
  }
  return devices;
}
