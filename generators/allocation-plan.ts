/**
 * The plan of a case of the allocation stream: requests whose allocations fail, each at any of its places, the same
 * requests again, and other lists that live through it.
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

/** Chances of a second and a third try, in percent: by then, memory is back unless it is away for long. */
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

/** Requests that run out of memory. */
class Shortage {
  readonly #draws: Draws;
  readonly #sketch: Sketch;
  readonly #devices: readonly DeviceReference[];
  readonly #types: readonly RegionType[];
  /** Lists that were got and are alive, and the one into which regions are inserted, once it is. */
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
    // Behind the first region there is something in the list that can go wrong.
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
    // Each region is allocated for the list of its device, and once more for the list of the group. By half of that,
    // there is something in the list of the group, and whatever an implementation allocates, it needs as much.
    const half = (regions + 1) >> 1;
    if (this.#draws.chance(75)) this.#failAt(regions - this.#draws.below(half));
    else if (this.#draws.chance(30)) this.#failAt(1);
    else this.#fail(2 * regions);
    const group = (): number => this.#sketch.steps.push({ do: "group", group: 0, list: this.#lists++ });
    group();
    this.#again(group);
  }

  /** Any of so many allocations fails, and mostly no other. */
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

  /** What an insert finds in the list, and may join. */
  #insertSome(): void {
    for (let count = between(this.#draws, 0, 3); count > 0; count--) {
      this.#sketch.steps.push({ do: "insert", list: this.#mergedList(), region: this.#drawRegion() });
    }
  }

  /** A few pages of a few: many of them meet. */
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
