/** Draws gets and asks that are aimed at what matters; the steps of the hierarchy and table streams. */

import { drawDevice, drawDownstreamPair } from "./draw-focus.ts";
import { between, type Draws, pick } from "./draws.ts";
import { type DeviceReference, otherDeviceReference, type PlanStep } from "./plan.ts";
import type { Sketch } from "./sketch.ts";

const PREDICATES = ["has-rmrr", "relaxable", "locked"] as const;

const COUNT_OF_GETS: readonly number[] = [2, 24, 28, 22, 14, 10];

export function drawQuestions(draws: Draws, sketch: Sketch): void {
  const asked = new Set<DeviceReference>();
  const gets = draws.weighted(COUNT_OF_GETS);
  const put = draws.chance(25);
  for (let list = 0; list < gets; list++) {
    const device = drawDevice(draws, sketch);
    // A second list of a device is for the ownership stream; one look at each device says what it gets.
    if (device === undefined || asked.has(device)) continue;
    asked.add(device);
    sketch.steps.push({ do: "get", device, list });
    if (put && draws.chance(40)) sketch.steps.push({ do: "put", list });
  }
  // What is not PCI gives wrong answers to other questions than those about its regions.
  if (sketch.otherDevices.length > 0 && draws.chance(50)) {
    sketch.steps.push({ do: "ask", predicate: pick(draws, PREDICATES), device: otherDeviceReference(0) });
  }
  const asks = between(draws, 0, 4);
  for (let index = 0; index < asks; index++) {
    const step = drawAsk(draws, sketch);
    if (step !== undefined) sketch.steps.push(step);
  }
  sketch.lastListFirst = draws.chance(30);
}

export function drawAsk(draws: Draws, sketch: Sketch): PlanStep | undefined {
  const predicate = (["has-rmrr", "downstream", "relaxable", "locked"] as const)[draws.weighted([28, 32, 18, 22])]!;
  if (predicate === "downstream") {
    const pair = drawDownstreamPair(draws, sketch);
    return pair === undefined ? undefined : { do: "ask", predicate, ...pair };
  }
  const device = drawDevice(draws, sketch);
  return device === undefined ? undefined : { do: "ask", predicate, device };
}

/** One get for every function: what benchmarks of large platforms ask for. */
export function getEveryFunction(sketch: Sketch): void {
  for (let index = 0; index < sketch.functions.length; index++) {
    sketch.steps.push({ do: "get", device: index, list: index });
  }
}
