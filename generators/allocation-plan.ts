/**
 * The plan of a case of the allocation stream: requests in which an allocation fails, at any position, the same
 * requests repeated, and other lists that stay alive throughout.
 */

import { drawDevice } from "./draw-focus.ts";
import { getEveryFunction } from "./draw-questions.ts";
import { between, type Draws, pick } from "./draws.ts";
import type { Size } from "./hierarchy-features.ts";
import { likelyAllocations } from "./likely-allocations.ts";
import { drawGroup, drawPlainPlatform } from "./plain-platform.ts";
import type { DeviceReference, Plan } from "./plan.ts";
import { PAGE_SIZE, PROTECTION_READ_WRITE, type RegionFields, type RegionType } from "../model/region.ts";
import { Sketch } from "./sketch.ts";

/**
 * Chances of a second and a third attempt, in percent. By then memory is available again, unless the shortage is long.
 */
const AGAIN: readonly number[] = [85, 50];

export function drawAllocationPlan(draws: Draws, size?: Size): Plan {
  const sketch = new Sketch();
  const drawn = size ?? { functions: between(draws, 1, 5), rmrrs: between(draws, 1, 4) };
  drawPlainPlatform(draws, drawn, false, sketch);
  if (size?.everyFunctionOnce) {
    getEveryFunction(sketch);
    return sketch.plan();
  }
  const devices = [drawDevice(draws, sketch) ?? 0, drawDevice(draws, sketch) ?? 0];
  drawGroup(draws, sketch, devices);
  new Shortage(draws, sketch, devices).draw();
  sketch.lastListFirst = draws.chance(40);
  return sketch.plan();
}

/** Draws requests that run out of memory. */
class Shortage {
  readonly #draws: Draws;
  readonly #sketch: Sketch;
  readonly #devices: readonly DeviceReference[];
  readonly #types: readonly RegionType[];
  /** Lists obtained by a get and still alive, and the list into which regions are inserted, once it exists. */
  readonly #got: number[] = [];
  #merged: number | undefined;
  #lists = 0;

  constructor(draws: Draws, sketch: Sketch, devices: readonly DeviceReference[]) {
    this.#draws = draws;
    this.#sketch = sketch;
    this.#devices = devices;
    this.#types = draws.chance(60) ? ["direct"] : ["direct", "reserved"];
  }

  draw(): void {
    const draws = this.#draws;
    for (let attempts = between(draws, 1, 2); attempts > 0; attempts--) {
      if (draws.chance(40)) this.#get(pick(draws, this.#devices));
      switch (draws.weighted([31, 22, 13, 34])) {
        case 0:
          this.#failGet();
          break;
        case 1:
          this.#failInsert();
          break;
        case 2:
          this.#failInsertAllOf();
          break;
        default:
          this.#failGroup();
      }
      if (draws.chance(20) && this.#got.length > 0) this.#useList();
    }
  }

  #failGet(): void {
    const device = pick(this.#draws, this.#devices);
    const places = likelyAllocations(this.#sketch, device);
    // After the first region, the list has content that a failure can damage.
    if (places > 2 && this.#draws.chance(60)) this.#failAt(between(this.#draws, 2, places - 1));
    else this.#fail(places);
    this.#get(device);
    this.#again(() => this.#get(device));
  }

  #failInsert(): void {
    this.#insertSome();
    const region = this.#drawRegion();
    const list = this.#mergedList();
    this.#fail(1);
    this.#sketch.steps.push({ do: "insert", list, region });
    this.#again(() => this.#sketch.steps.push({ do: "insert", list, region }));
  }

  #failInsertAllOf(): void {
    const device = pick(this.#draws, this.#devices);
    const source = this.#get(device);
    if (this.#draws.chance(50)) this.#insertSome();
    const list = this.#mergedList();
    this.#fail(likelyAllocations(this.#sketch, device));
    this.#sketch.steps.push({ do: "insert-all-of", list, source });
    this.#again(() => this.#sketch.steps.push({ do: "insert-all-of", list, source }));
  }

  #failGroup(): void {
    let regions = 0;
    for (const member of this.#sketch.groups[0]!.members) regions += likelyAllocations(this.#sketch, member);
    // Each region is allocated once for the device's list and once for the group's list. From the halfway point on, the
    // group list is not empty, and any implementation needs at least that many allocations.
    const half = (regions + 1) >> 1;
    if (this.#draws.chance(75)) this.#failAt(regions - this.#draws.below(half));
    else if (this.#draws.chance(30)) this.#failAt(1);
    else this.#fail(2 * regions);
    const group = (): number => this.#sketch.steps.push({ do: "group", group: 0, list: this.#lists++ });
    group();
    this.#again(group);
  }

  /** One of the given number of allocations fails, and usually no other. */
  #fail(places: number): void {
    this.#failAt(1 + this.#draws.below(places));
  }

  #failAt(first: number): void {
    const draws = this.#draws;
    const count = [1, 2, between(draws, 3, 8)][draws.weighted([66, 20, 14])]!;
    this.#sketch.steps.push({ do: "fail-allocations", first, count });
  }

  #again(request: () => void): void {
    for (const chance of AGAIN) {
      if (!this.#draws.chance(chance)) return;
      request();
    }
  }

  #get(device: DeviceReference): number {
    const list = this.#lists++;
    this.#sketch.steps.push({ do: "get", device, list });
    this.#got.push(list);
    return list;
  }

  #mergedList(): number {
    return (this.#merged ??= this.#lists++);
  }

  /** Inserts regions that a later insert finds in the list and may merge with. */
  #insertSome(): void {
    for (let count = between(this.#draws, 0, 3); count > 0; count--) {
      this.#sketch.steps.push({ do: "insert", list: this.#mergedList(), region: this.#drawRegion() });
    }
  }

  /** A few pages out of a small range, so that many regions overlap or touch. */
  #drawRegion(): RegionFields {
    const page = BigInt(between(this.#draws, 1, 7));
    const pages = BigInt(between(this.#draws, 1, 3));
    const type = pick(this.#draws, this.#types);
    return { start: page * PAGE_SIZE, end: (page + pages) * PAGE_SIZE - 1n, type, protection: PROTECTION_READ_WRITE };
  }

  #useList(): void {
    const position = this.#draws.below(this.#got.length);
    const list = this.#got[position]!;
    const use = (["read", "put", "scribble", "empty"] as const)[this.#draws.weighted([30, 40, 15, 15])]!;
    this.#sketch.steps.push({ do: use, list });
    if (use === "put") this.#got.splice(position, 1);
  }
}
