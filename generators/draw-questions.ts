/** Draws gets and predicate queries aimed at what matters: the steps of the hierarchy and table streams. */

import { CLASS_CODES_BESIDE_RELAXABLE, RELAXABLE_CLASS_CODES } from "./class-vocabulary.ts";
import { drawDevice, drawLikelyCovered, drawDownstreamPair } from "./draw-focus.ts";
import { between, type Draws, pick } from "./draws.ts";
import { type DeviceReference, otherDeviceReference, type PlanStep } from "./plan.ts";
import type { Sketch } from "./sketch.ts";

const PREDICATES = ["has-rmrr", "downstream", "relaxable", "locked"] as const;
const PREDICATE_WEIGHTS: readonly number[] = [32, 18, 16, 34];
/** The predicates that take a single device. */
const PREDICATES_OF_OTHERS = ["has-rmrr", "relaxable", "locked"] as const;
type Predicate = (typeof PREDICATES)[number];

/** Weights of no get, one, two and so on: most of the cost of a case is incurred before the first get. */
const COUNT_OF_GETS: readonly number[] = [1, 2, 3, 10, 18, 24, 21, 13, 8];

export function drawQuestions(draws: Draws, sketch: Sketch): void {
  const asked = new Set<DeviceReference>();
  const gets = draws.weighted(COUNT_OF_GETS);
  const put = draws.chance(25);
  const get = (device: DeviceReference): void => {
    const list = asked.size;
    asked.add(device);
    sketch.steps.push({ do: "get", device, list });
    if (put && draws.chance(40)) sketch.steps.push({ do: "put", list });
  };
  // A device that is not PCI still has the interrupt window.
  if (sketch.otherDevices.length > 0 && draws.chance(55)) get(otherDeviceReference(0));
  for (let count = 0; count < gets; count++) {
    const device = drawSuspect(draws, sketch, asked) ?? drawOther(draws, sketch, asked);
    if (device === undefined) break;
    get(device);
  }
  // For a device that is not PCI, it is the predicates that give wrong answers.
  if (sketch.otherDevices.length > 0 && draws.chance(50)) {
    sketch.steps.push({ do: "ask", predicate: pick(draws, PREDICATES_OF_OTHERS), device: otherDeviceReference(0) });
  }
  for (const predicate of drawPredicates(draws, between(draws, 2, PREDICATES.length))) {
    const step = askOf(draws, sketch, predicate);
    if (step !== undefined) sketch.steps.push(step);
  }
  sketch.lastListFirst = draws.chance(30);
}

/** Most gets go to the functions that were added in order to be queried. */
function drawSuspect(draws: Draws, sketch: Sketch, asked: ReadonlySet<DeviceReference>): DeviceReference | undefined {
  const { suspects } = sketch;
  if (suspects.length === 0 || !draws.chance(80)) return undefined;
  for (let tries = 0; tries < 4; tries++) {
    const device = pick(draws, suspects);
    if (device >= 0 && !asked.has(device)) return device;
  }
  return undefined;
}

/** Second lists of a device are for the ownership stream; here, one get per device is enough. */
function drawOther(draws: Draws, sketch: Sketch, asked: ReadonlySet<DeviceReference>): DeviceReference | undefined {
  for (let tries = 0; tries < 4; tries++) {
    const device = drawDevice(draws, sketch);
    if (device !== undefined && !asked.has(device)) return device;
  }
  return undefined;
}

/** The given number of different predicates: two queries of one kind usually show the same fault. */
function drawPredicates(draws: Draws, count: number): readonly Predicate[] {
  const left = [...PREDICATE_WEIGHTS];
  return Array.from({ length: count }, () => {
    const predicate = draws.weighted(left);
    left[predicate] = 0;
    return PREDICATES[predicate]!;
  });
}

export function drawAsk(draws: Draws, sketch: Sketch): PlanStep | undefined {
  return askOf(draws, sketch, PREDICATES[draws.weighted(PREDICATE_WEIGHTS)]!);
}

function askOf(draws: Draws, sketch: Sketch, predicate: Predicate): PlanStep | undefined {
  if (predicate === "downstream") {
    const pair = drawDownstreamPair(draws, sketch);
    return pair === undefined ? undefined : { do: "ask", predicate, ...pair };
  }
  // Whether a device is relaxable has nothing to do with RMRRs; the other predicates are false for nearly all devices.
  if (predicate === "relaxable" && sketch.functions.length > 0 && draws.chance(60))
    return { do: "ask", predicate, device: drawAlmostRelaxable(draws, sketch) };
  const aimed = predicate !== "relaxable" && draws.chance(80);
  const device = aimed ? drawLikelyCovered(draws, sketch) : drawDevice(draws, sketch);
  return device === undefined ? undefined : { do: "ask", predicate, device };
}

/** A function whose class is almost relaxable, if one is found after a few tries. */
function drawAlmostRelaxable(draws: Draws, { functions }: Sketch): DeviceReference {
  const wanted = draws.chance(60) ? CLASS_CODES_BESIDE_RELAXABLE : RELAXABLE_CLASS_CODES;
  let device = draws.below(functions.length);
  for (let tries = 0; tries < 4; tries++) {
    if (wanted.has(functions[device]!.classCode)) break;
    device = draws.below(functions.length);
  }
  return device;
}

/** One get for every function, for benchmarks of large platforms. */
export function getEveryFunction(sketch: Sketch): void {
  for (let index = 0; index < sketch.functions.length; index++) {
    sketch.steps.push({ do: "get", device: index, list: index });
  }
}
