/** Draws root buses, functions and devices that are not PCI into a sketch. */

import { CLASS_CODE_BRIDGE, CLASS_CODE_CARDBUS_BRIDGE, CLASS_CODE_SUBTRACTIVE_BRIDGE } from "./class-vocabulary.ts";
import { between, type Draws, pick } from "./draws.ts";
import type { HierarchyFeatures } from "./hierarchy-features.ts";
import {
  changedFunction,
  NONE,
  otherDeviceReference,
  type Place,
  type PlanFunction,
  planFunction,
  placeOnRoot,
} from "./plan.ts";
import type { Sketch } from "./sketch.ts";

/** The rest of a segment's 256 bus numbers is for decoys and virtual functions. */
const MOST_BUSES_OF_A_SEGMENT = 200;

/** Bridges above an endpoint whose path is longer than any in a real table. */
const LONG_PATH = 4;

export function drawHierarchy(draws: Draws, features: HierarchyFeatures, sketch: Sketch): void {
  for (const root of features.roots) sketch.addRoot(root);
  let last = -1;
  while (sketch.functions.length < features.functions - 1) last = drawFunction(draws, features, sketch, last);
  if (!populateLastBridge(draws, features, sketch)) drawFunction(draws, features, sketch, last);
  if (features.roots.length > 1 && draws.chance(features.mirror)) mirrorFirstRoot(draws, features, sketch);
  if (draws.chance(features.deepEndpoint)) drawDeepEndpoint(draws, features, sketch);
  for (let index = 0; index < features.otherDevices; index++) {
    sketch.remarkable.push(otherDeviceReference(index));
    sketch.otherDevices.push(draws.chance(60) ? { acpiName: `\\_SB.PCI0.I2C${index}` } : {});
  }
}

/** Draws one function and everything that comes with it; returns its index. */
function drawFunction(draws: Draws, features: HierarchyFeatures, sketch: Sketch, last: number): number {
  // Another function of the previously drawn device, or a new device.
  const beside = last >= 0 && draws.chance(features.besideLast) ? sketch.functions[last] : undefined;
  const place = beside === undefined ? drawPlace(draws, features, sketch) : beside.place;
  const device = beside === undefined ? pick(draws, features.devices) : beside.device;
  const fnNumber = beside === undefined ? 0 : between(draws, 1, draws.chance(70) ? 2 : 7);

  const mayBeBridge =
    sketch.busesInUse(place) < MOST_BUSES_OF_A_SEGMENT && (place < 0 || sketch.depth[place]! < features.depth);
  if (mayBeBridge && draws.chance(features.bridges)) {
    return sketch.addFunction(drawBridge(draws, features, place, device, fnNumber));
  }
  const index = sketch.addFunction(planFunction(place, device, fnNumber, pick(draws, features.classes), 0, 0, 0));
  // Where bus numbers recur in every segment, only the segment distinguishes functions.
  if (sketch.rootOf[index] !== 0 && draws.chance(40)) sketch.remarkable.push(index);
  if (draws.chance(features.virtualFunctions)) drawVirtualFunctions(draws, sketch, index);
  if (draws.chance(features.alternativeRouting)) drawHigherFunction(draws, features, sketch, place);
  return index;
}

/**
 * Adds an endpoint below the last bridge if there is none: rules on buses go wrong at the last bus below a bridge,
 * which has no effect if that bus is empty.
 */
function populateLastBridge(draws: Draws, features: HierarchyFeatures, sketch: Sketch): boolean {
  const bridge = sketch.bridges[sketch.bridges.length - 1];
  if (bridge === undefined || sketch.isPopulated(bridge) || !draws.chance(80)) return false;
  sketch.suspects.push(sketch.addFunction(planFunction(bridge, 0, 0, pick(draws, features.classes), 0, 0, 0)));
  return true;
}

function drawPlace(draws: Draws, features: HierarchyFeatures, sketch: Sketch): Place {
  const { open, bridges, roots } = sketch;
  let lastBridge = bridges.length === 0 ? -1 : bridges[bridges.length - 1]!;
  if (lastBridge >= 0 && !sketch.takesMore(lastBridge)) lastBridge = -1;
  switch (features.shape) {
    case "chain":
      if (lastBridge >= 0) return lastBridge;
      break;
    case "deep":
      if (lastBridge >= 0 && draws.chance(88)) return lastBridge;
      break;
    case "wide":
      if (roots.length <= 3 && sketch.functions.length < 100 && draws.chance(60)) {
        return placeOnRoot(draws.below(roots.length));
      }
      break;
    case "bushy":
      if (lastBridge >= 0 && draws.chance(35)) return lastBridge;
      break;
    default:
      return features.shape satisfies never;
  }
  return pick(draws, open);
}

function drawBridge(
  draws: Draws,
  features: HierarchyFeatures,
  place: Place,
  device: number,
  fnNumber: number,
): PlanFunction {
  const unusual = draws.chance(features.unusualBridges);
  const cardBus = unusual && draws.chance(40);
  const gap = draws.chance(features.gaps) ? drawGap(draws) : 0;
  const spare = draws.chance(features.gaps) ? drawGap(draws) : 0;
  if (cardBus) return planFunction(place, device, fnNumber, CLASS_CODE_CARDBUS_BRIDGE, 2, gap, spare);
  const classCode = unusual ? CLASS_CODE_SUBTRACTIVE_BRIDGE : CLASS_CODE_BRIDGE;
  return planFunction(place, device, fnNumber, classCode, 1, gap, spare);
}

function drawGap(draws: Draws): number {
  return draws.chance(70) ? between(draws, 1, 3) : between(draws, 4, 40);
}

/** Virtual functions of an endpoint: on its own bus after it, or on the next bus number. */
function drawVirtualFunctions(draws: Draws, sketch: Sketch, physicalFunction: number): void {
  const physical = sketch.functions[physicalFunction]!;
  const beyondBus = sketch.busesInUse(physicalFunction) < MOST_BUSES_OF_A_SEGMENT;
  const beyond = beyondBus && draws.chance(30);
  const count = between(draws, 1, 2);
  for (let index = 0; index < count; index++) {
    const device = beyond ? 0 : (physical.device + 2) & 31;
    const fn = changedFunction(physical, { device, function: index, physicalFunction, beyondBus: beyond });
    sketch.remarkable.push(sketch.addFunction(fn));
  }
}

/** A function with a number above 7 next to others: no path can name it, and the whole bus is one device. */
function drawHigherFunction(draws: Draws, features: HierarchyFeatures, sketch: Sketch, place: Place): void {
  if (place < 0) return;
  // A bridge with a function number above 7 would hide everything below it from every path.
  for (let index = place + 1; index < sketch.functions.length; index++) {
    const fn = sketch.functions[index]!;
    if (fn.place === place && (fn.headerType !== 0 || fn.device !== 0)) return;
  }
  const fnNumber = draws.chance(50) ? 8 : between(draws, 9, 255);
  const fn = planFunction(place, 0, fnNumber, pick(draws, features.classes), 0, 0, 0);
  sketch.remarkable.push(sketch.addFunction(fn));
}

/** Draws a chain of bridges, longer than paths usually are, and an endpoint below it. */
function drawDeepEndpoint(draws: Draws, features: HierarchyFeatures, sketch: Sketch): void {
  let place = sketch.bridges.length === 0 ? placeOnRoot(0) : pick(draws, sketch.bridges);
  if (sketch.busesInUse(place) > MOST_BUSES_OF_A_SEGMENT - LONG_PATH || !sketch.takesMore(place)) return;
  while (place < 0 || sketch.depth[place]! < LONG_PATH - 1) {
    place = sketch.addFunction(planFunction(place, pick(draws, features.devices), 0, CLASS_CODE_BRIDGE, 1, 0, 0));
  }
  const device = pick(draws, features.devices);
  sketch.suspects.push(sketch.addFunction(planFunction(place, device, 0, pick(draws, features.classes), 0, 0, 0)));
}

/** Copies the first functions of the first root bus to every other segment, so that bus numbers recur. */
function mirrorFirstRoot(draws: Draws, features: HierarchyFeatures, sketch: Sketch): void {
  const firstSegment = sketch.roots[0]!.segment;
  const root = sketch.roots.findIndex((candidate) => candidate.segment !== firstSegment);
  if (root < 0) return;
  const originals = sketch.functions.length;
  let left = between(draws, 1, 5);
  const copyOf = new Map<Place, Place>([[placeOnRoot(0), placeOnRoot(root)]]);
  for (let index = 0; index < originals && left > 0; index++) {
    const original = sketch.functions[index]!;
    const place = copyOf.get(original.place);
    if (place === undefined || original.physicalFunction !== NONE || original.function > 7) continue;
    if (sketch.busesInUse(placeOnRoot(root)) >= MOST_BUSES_OF_A_SEGMENT) return;
    const sameClass = original.headerType !== 0 || draws.chance(60);
    const classCode = sameClass ? original.classCode : pick(draws, features.classes);
    const copy = sketch.addFunction(changedFunction(original, { place, classCode }));
    copyOf.set(index, copy);
    sketch.remarkable.push(copy);
    left--;
  }
}
