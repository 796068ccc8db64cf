/**
 * Which devices to query: those for which a right and a wrong rule give different answers.
 *
 * The answers most likely to be wrong are those for the function a scope names, for the functions below, beside and
 * above it, and for the decoys that share a number with it.
 */

import { type Draws, pick } from "./draws.ts";
import { drawBelow } from "./draw-rmrrs.ts";
import { type DeviceReference, otherDeviceReference } from "./plan.ts";
import type { Sketch } from "./sketch.ts";

/** Weights: itself, below it, beside it, above it, below another bridge, anything. */
const AROUND_A_BRIDGE: readonly number[] = [13, 46, 20, 12, 6, 3];
const AROUND_AN_ENDPOINT: readonly number[] = [60, 0, 11, 24, 0, 5];

/** A device to query; undefined if the platform has none. */
export function drawDevice(draws: Draws, sketch: Sketch): DeviceReference | undefined {
  const { functions, otherDevices, remarkable } = sketch;
  if (functions.length === 0) {
    return otherDevices.length === 0 ? undefined : otherDeviceReference(draws.below(otherDevices.length));
  }
  if (remarkable.length > 0 && draws.chance(32)) return pick(draws, remarkable);
  const named = drawNamed(draws, sketch);
  if (named < 0) return draws.below(functions.length);
  const isBridge = sketch.isBridge(named);
  switch (draws.weighted(isBridge ? AROUND_A_BRIDGE : AROUND_AN_ENDPOINT)) {
    case 0:
      return isBridge ? named : drawItselfOrVirtual(draws, sketch, named);
    case 1:
      return drawCovered(draws, sketch, named);
    case 2:
      return drawBeside(draws, sketch, named);
    case 3: {
      const { place } = functions[named]!;
      return place >= 0 ? place : named;
    }
    case 4:
      return drawBeyond(draws, sketch, named);
    default:
      return draws.below(functions.length);
  }
}

/** The endpoint, or one of its virtual functions, which directly follow it. */
function drawItselfOrVirtual(draws: Draws, { functions }: Sketch, endpoint: number): number {
  const next = endpoint + 1;
  if (next < functions.length && functions[next]!.physicalFunction === endpoint && draws.chance(50)) return next;
  return endpoint;
}

/** A function below another bridge that was drawn later and so usually has a greater bus number; else any. */
function drawBeyond(draws: Draws, sketch: Sketch, bridge: number): number {
  const { functions } = sketch;
  const behind = functions.length - bridge - 1;
  const start = draws.below(behind);
  const looked = Math.min(behind, 32);
  for (let step = 0; step < looked; step++) {
    const index = bridge + 1 + ((start + step) % behind);
    if (functions[index]!.place > bridge && !sketch.isBelow(index, bridge)) return index;
  }
  return draws.below(functions.length);
}

/** A function that is probably covered: one that a scope names, or a function below it. */
export function drawLikelyCovered(draws: Draws, sketch: Sketch): DeviceReference | undefined {
  let named = drawNamed(draws, sketch);
  // An implementation that looks only for the device itself in the scopes is wrong only below a bridge.
  for (let tries = 0; tries < 3 && !(named >= 0 && sketch.isPopulated(named)); tries++)
    named = drawNamed(draws, sketch);
  if (named < 0) return drawDevice(draws, sketch);
  return sketch.isPopulated(named) && draws.chance(90) ? drawCovered(draws, sketch, named) : named;
}

/** A function below a bridge, remarkable ones first: a virtual function is not found by its location. */
function drawCovered(draws: Draws, sketch: Sketch, bridge: number): number {
  const { remarkable } = sketch;
  if (remarkable.length > 0) {
    const candidate = pick(draws, remarkable);
    if (candidate >= 0 && sketch.isBelow(candidate, bridge)) return candidate;
  }
  const below = drawBelow(draws, sketch, bridge);
  const { place } = sketch.functions[below]!;
  // A bridge below the bridge, or a function further down, beyond the reach of a rule that looks one level down.
  if (place > bridge && draws.chance(35)) return place;
  if (below !== bridge && sketch.isBridge(below)) return drawBelow(draws, sketch, below);
  return below;
}

/** A function that some scope refers to; -1 if there is none. */
function drawNamed(draws: Draws, sketch: Sketch): number {
  const { rmrrs } = sketch;
  if (rmrrs.length === 0) return -1;
  // The last RMRR, because that is where walks that end early differ.
  const { scopes } = draws.chance(25) ? rmrrs[rmrrs.length - 1]! : pick(draws, rmrrs);
  if (scopes.length === 0) return -1;
  return (draws.chance(35) ? scopes[scopes.length - 1]! : pick(draws, scopes)).at;
}

/** Another function on the same bus if one is found nearby, else the function itself. */
function drawBeside(draws: Draws, sketch: Sketch, index: number): number {
  const { functions } = sketch;
  const { place } = functions[index]!;
  const start = draws.below(functions.length);
  const looked = Math.min(functions.length, 32);
  for (let step = 0; step < looked; step++) {
    const candidate = (start + step) % functions.length;
    if (candidate !== index && functions[candidate]!.place === place) return candidate;
  }
  return index;
}

/** A device and a bridge for the question whether one is downstream of the other. */
export function drawDownstreamPair(
  draws: Draws,
  sketch: Sketch,
): { readonly device: DeviceReference; readonly bridge: DeviceReference } | undefined {
  const { bridges, otherDevices, functions } = sketch;
  const device = drawDevice(draws, sketch);
  if (device === undefined) return undefined;
  // If the second is not a bridge, or not even a PCI device, the answer is no.
  if (otherDevices.length > 0 && draws.chance(15)) {
    return { device, bridge: otherDeviceReference(draws.below(otherDevices.length)) };
  }
  if (bridges.length === 0 || draws.chance(10)) {
    return functions.length === 0 ? undefined : { device, bridge: draws.below(functions.length) };
  }
  const bridge = pick(draws, bridges);
  // A bridge is not downstream of itself.
  if (draws.chance(12)) return { device: bridge, bridge };
  return { device: draws.chance(45) ? drawBelow(draws, sketch, bridge) : device, bridge };
}
