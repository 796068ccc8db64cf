/**
 * Which devices to ask about: those that a right and a wrong rule answer differently.
 *
 * Around what a scope names lie the answers that go wrong: the function itself, what is below it, beside it and
 * above it, and the decoys that share a number with it.
 */

import { type Draws, pick } from "./draws.ts";
import { drawBelow } from "./draw-rmrrs.ts";
import { type DeviceReference, otherDeviceReference } from "./plan.ts";
import type { Sketch } from "./sketch.ts";

/** A device to ask about; undefined if the platform has none. */
export function drawDevice(draws: Draws, sketch: Sketch): DeviceReference | undefined {
  const { functions, otherDevices, remarkable } = sketch;
  if (functions.length === 0) {
    return otherDevices.length === 0 ? undefined : otherDeviceReference(draws.below(otherDevices.length));
  }
  if (remarkable.length > 0 && draws.chance(30)) return pick(draws, remarkable);
  const named = drawNamed(draws, sketch);
  if (named < 0) return draws.below(functions.length);
  switch (draws.weighted([32, 30, 12, 12, 14])) {
    case 0:
      return named;
    case 1:
      return sketch.isBridge(named) ? drawCovered(draws, sketch, named) : named;
    case 2:
      return drawBeside(draws, sketch, named);
    case 3: {
      const { place } = functions[named]!;
      return place >= 0 ? place : named;
    }
    default:
      return draws.below(functions.length);
  }
}

/** Something below a bridge, remarkable ones first: a virtual function is not found by where it stands. */
function drawCovered(draws: Draws, sketch: Sketch, bridge: number): number {
  const { remarkable } = sketch;
  if (remarkable.length > 0) {
    const candidate = pick(draws, remarkable);
    if (candidate >= 0 && sketch.isBelow(candidate, bridge)) return candidate;
  }
  return drawBelow(draws, sketch, bridge);
}

/** A function that some scope has to do with; -1 if there is none. */
function drawNamed(draws: Draws, sketch: Sketch): number {
  const { rmrrs } = sketch;
  if (rmrrs.length === 0) return -1;
  const { scopes } = pick(draws, rmrrs);
  return scopes.length === 0 ? -1 : pick(draws, scopes).at;
}

/** Another function on the same bus if one is found near, else the function itself. */
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

/** A device and a bridge of which to ask whether the one is downstream of the other. */
export function drawDownstreamPair(
  draws: Draws,
  sketch: Sketch,
): { readonly device: DeviceReference; readonly bridge: DeviceReference } | undefined {
  const { bridges, otherDevices, functions } = sketch;
  const device = drawDevice(draws, sketch);
  if (device === undefined) return undefined;
  // Asked of what is no bridge, or no PCI device, the answer is no.
  if (otherDevices.length > 0 && draws.chance(15)) {
    return { device, bridge: otherDeviceReference(draws.below(otherDevices.length)) };
  }
  if (bridges.length === 0 || draws.chance(10)) {
    return functions.length === 0 ? undefined : { device, bridge: draws.below(functions.length) };
  }
  const bridge = pick(draws, bridges);
  return { device: draws.chance(45) ? drawBelow(draws, sketch, bridge) : device, bridge };
}
