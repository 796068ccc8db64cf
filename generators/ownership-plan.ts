/**
 * The plan of a case of the ownership stream: several lists of few devices, alive at the same time, used and put in
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
  // A device without regions owns nothing; scopes that cover nothing are for the hierarchy stream.
  const features = drawRmrrFeatures(draws, drawn);
  drawRmrrs(draws, { ...features, otherSegment: 0, foreignScopes: 0, headerMismatch: 0, withoutScope: 0 }, sketch);
  if (size?.everyFunctionOnce) getEveryFunction(sketch);
  else drawUses(draws, sketch);
  sketch.lastListFirst = draws.chance(40);
  return sketch.plan();
}

interface LiveList {
  readonly list: number;
  readonly device: DeviceReference;
}

/** Gets, and what callers do with their lists in between. */
function drawUses(draws: Draws, sketch: Sketch): void {
  const devices = drawFew(draws, sketch);
  if (devices.length === 0) return;
  // One caller after another: any fault is then not due to lists that are alive at the same time.
  const inTurn = draws.chance(25);
  const live: LiveList[] = [];
  const count = between(draws, 4, 8);
  let lists = 0;
  let writer: DeviceReference | undefined;
  for (let index = 0; index < count; index++) {
    // At least two lists first, because a single one cannot be shared.
    const mustGet: boolean = (live.length < 2 && lists < 2) || (writer !== undefined && draws.chance(75));
    const use: number = mustGet ? 0 : draws.weighted([36, 12, 27, 7, 18]);
    if (use === 0 || live.length === 0) {
      // The next list of the same device shows what was written to the previous one.
      const device = writer !== undefined && draws.chance(75) ? writer : pick(draws, devices);
      writer = undefined;
      if (inTurn) putListOf(device, live, sketch);
      sketch.steps.push({ do: "get", device, list: lists });
      live.push({ device, list: lists++ });
      continue;
    }
    // A list that is handed out again, or copied, is usually the first one.
    const position = use === 2 && draws.chance(60) ? 0 : draws.below(live.length);
    const { list, device } = live[position]!;
    writer = use === 2 ? device : undefined;
    switch (use) {
      case 1:
        sketch.steps.push({ do: "read", list });
        break;
      case 2:
        sketch.steps.push({ do: inTurn ? "read" : "scribble", list });
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

/** Puts the list of a device, if one is alive. */
function putListOf(device: DeviceReference, live: LiveList[], sketch: Sketch): void {
  const position = live.findIndex((candidate) => candidate.device === device);
  if (position < 0) return;
  sketch.steps.push({ do: "put", list: live[position]!.list });
  live.splice(position, 1);
}

/** One to three devices: the fewer there are, the more often two lists belong to one device. */
function drawFew(draws: Draws, sketch: Sketch): readonly DeviceReference[] {
  const devices: DeviceReference[] = [];
  const count = between(draws, 1, 3);
  for (let index = 0; index < count; index++) {
    const device = drawDevice(draws, sketch);
    if (device !== undefined) devices.push(device);
  }
  return devices;
}
