/**
 * The plan of a case of the startup stream: a start that runs out of memory at any of its allocations, usually another
 * one with enough memory, and the same queries before and after.
 */

import { drawDevice, drawLikelyCovered } from "./draw-focus.ts";
import { getEveryFunction } from "./draw-questions.ts";
import { drawStructures, drawUnitsOf } from "./draw-structures.ts";
import { between, type Draws, pick } from "./draws.ts";
import type { Size } from "./hierarchy-features.ts";
import { drawPlainPlatform, shareRmrr } from "./plain-platform.ts";
import type { DeviceReference, Plan } from "./plan.ts";
import { Population } from "./population.ts";
import { Sketch } from "./sketch.ts";

export function drawStartupPlan(draws: Draws, size?: Size): Plan {
  const sketch = new Sketch();
  const drawn = size ?? { functions: between(draws, 1, 5), rmrrs: between(draws, 1, 3) };
  drawPlainPlatform(draws, drawn, false, sketch);
  if (size?.everyFunctionOnce) {
    getEveryFunction(sketch);
    return sketch.plan();
  }
  const devices = drawDevices(draws, sketch);
  // Other structures with device scopes need memory as well, before the RMRRs or after them.
  const functions = devices.filter((device) => device >= 0);
  if (draws.chance(30)) drawUnitsOf(draws, functions, sketch);
  if (draws.chance(15)) drawStructures(draws, between(draws, 1, 2), sketch);
  new Starts(draws, sketch, devices).draw();
  sketch.lastListFirst = draws.chance(40);
  return sketch.plan();
}

/** Mostly devices that are covered by an RMRR: a device without one has nothing to lose. */
function drawDevices(draws: Draws, sketch: Sketch): readonly DeviceReference[] {
  const sharers = draws.chance(35) ? shareRmrr(draws, sketch) : undefined;
  const first = drawLikelyCovered(draws, sketch) ?? 0;
  const devices = new Set<DeviceReference>(sharers ?? [first]);
  const other = draws.chance(60) ? drawLikelyCovered(draws, sketch) : drawDevice(draws, sketch);
  if (other !== undefined) devices.add(other);
  return [...devices];
}

class Starts {
  readonly #draws: Draws;
  readonly #sketch: Sketch;
  readonly #devices: readonly DeviceReference[];
  #lists = 0;

  constructor(draws: Draws, sketch: Sketch, devices: readonly DeviceReference[]) {
    this.#draws = draws;
    this.#sketch = sketch;
    this.#devices = devices;
  }

  draw(): void {
    const draws = this.#draws;
    // Answers after a start that ran out of memory are judged by comparison with earlier ones.
    if (draws.chance(90)) this.#lookAtAll();
    if (draws.chance(20)) this.#changePlatform();
    for (let failing = draws.chance(20) ? 2 : 1; failing > 0; failing--) {
      this.#fail();
      this.#sketch.steps.push({ do: "restart" });
      if (draws.chance(70)) this.#lookAtAll();
    }
    if (!draws.chance(75)) return;
    this.#sketch.steps.push({ do: "restart" });
    this.#lookAtAll();
  }

  /**
   * An RMRR needs memory for itself and for its scopes, as other structures do; an implementation that keeps references
   * to functions needs some for each function that a scope names.
   */
  #fail(): void {
    const draws = this.#draws;
    const { rmrrs, structures, steps } = this.#sketch;
    const usual = 3 * rmrrs.length;
    const first = 1 + draws.below(draws.chance(75) ? usual : usual + 2 * structures.length + 2);
    const count = [1, 2, between(draws, 3, 8)][draws.weighted([76, 14, 10])]!;
    steps.push({ do: "fail-allocations", first, count });
  }

  /** Removes a function, and may add it again: a start finds only the functions that are present. */
  #changePlatform(): void {
    const draws = this.#draws;
    const { functions, steps } = this.#sketch;
    if (functions.length === 0) return;
    const population = new Population(this.#sketch);
    const chosen = pick(draws, this.#devices);
    const device = chosen >= 0 ? chosen : draws.below(functions.length);
    if (!population.isPresent(device)) return;
    steps.push({ do: "remove", device });
    if (draws.chance(50)) steps.push({ do: "add", device });
  }

  #lookAtAll(): void {
    for (const device of this.#devices) {
      const asks = this.#draws.weighted([70, 15, 15]);
      if (asks !== 1) this.#sketch.steps.push({ do: "get", device, list: this.#lists++ });
      if (asks !== 0) this.#sketch.steps.push({ do: "ask", predicate: "has-rmrr", device });
    }
  }
}
