/**
 * A plan under construction: what the parts of a generator add to and look things up in.
 *
 * It lives for one case and is the only mutable object in this folder.
 */

import {
  type DeviceReference,
  type Place,
  type Plan,
  type PlanFunction,
  type PlanGroup,
  type PlanOtherDevice,
  type PlanRmrr,
  type PlanRoot,
  type PlanStep,
  type PlanStructure,
  placeOnRoot,
  rootOfPlace,
} from "./plan.ts";

/** A bus with this many functions accepts no more, which leaves slots for decoys. */
const MOST_ON_A_BUS = 160;

export class Sketch {
  readonly roots: PlanRoot[] = [];
  readonly functions: PlanFunction[] = [];
  readonly otherDevices: PlanOtherDevice[] = [];
  readonly groups: PlanGroup[] = [];
  readonly rmrrs: PlanRmrr[] = [];
  readonly structures: PlanStructure[] = [];
  readonly steps: PlanStep[] = [];
  lastListFirst = false;

  /** The root bus above each function, and how many bridges are above it. */
  readonly rootOf: number[] = [];
  readonly depth: number[] = [];
  /** Indexes of bridges. */
  readonly bridges: number[] = [];
  /** Places that accept more functions. */
  readonly open: Place[] = [];
  /** Devices that a wrong rule would confuse with others, and so are worth querying. */
  readonly remarkable: DeviceReference[] = [];
  /** Devices placed or named in order to expose one particular wrong rule; they are queried before all others. */
  readonly suspects: DeviceReference[] = [];
  /** How many functions are directly below each function, and on each root bus. */
  readonly #population: number[] = [];
  readonly #rootPopulation: number[] = [];
  /** The index of the first root bus of each root bus's segment, where the segment's bus numbers in use are counted. */
  readonly #firstRoot: number[] = [];
  readonly #busesInUse: number[] = [];
  /** Places with virtual functions on a further bus number. */
  #beyond: Set<Place> | undefined;

  addRoot(root: PlanRoot): void {
    const index = this.roots.length;
    const first = this.roots.findIndex((other) => other.segment === root.segment);
    this.open.push(placeOnRoot(index));
    this.roots.push(root);
    this.#rootPopulation.push(0);
    this.#firstRoot.push(first < 0 ? index : first);
    this.#busesInUse.push(0);
    this.#busesInUse[this.#firstRoot[index]!]!++;
  }

  /** Adds a function and returns its index. */
  addFunction(fn: PlanFunction): number {
    const index = this.functions.length;
    const { place } = fn;
    const root = place >= 0 ? this.rootOf[place]! : rootOfPlace(place);
    this.functions.push(fn);
    this.rootOf.push(root);
    this.depth.push(place >= 0 ? this.depth[place]! + 1 : 0);
    this.#population.push(0);
    if (fn.headerType !== 0) {
      this.bridges.push(index);
      this.open.push(index);
      this.#busesInUse[this.#firstRoot[root]!]!++;
    } else if (fn.beyondBus && !this.#beyond?.has(place)) {
      (this.#beyond ??= new Set()).add(place);
      this.#busesInUse[this.#firstRoot[root]!]!++;
    }
    const population = place >= 0 ? ++this.#population[place]! : ++this.#rootPopulation[root]!;
    if (population === MOST_ON_A_BUS) this.open.splice(this.open.indexOf(place), 1);
    return index;
  }

  /** False if the place already has too many functions. */
  takesMore(place: Place): boolean {
    const population = place >= 0 ? this.#population[place]! : this.#rootPopulation[rootOfPlace(place)]!;
    return population < MOST_ON_A_BUS;
  }

  /** True if there is a function directly below this one. */
  isPopulated(index: number): boolean {
    return this.#population[index]! > 0;
  }

  segmentOf(index: number): number {
    return this.rootAbove(index).segment;
  }

  /** The root bus of a place. */
  rootAbove(place: Place): PlanRoot {
    return this.roots[place >= 0 ? this.rootOf[place]! : rootOfPlace(place)]!;
  }

  /** How many of the 256 bus numbers of a place's segment are in use. */
  busesInUse(place: Place): number {
    const root = place >= 0 ? this.rootOf[place]! : rootOfPlace(place);
    return this.#busesInUse[this.#firstRoot[root]!]!;
  }

  isBridge(index: number): boolean {
    return this.functions[index]!.headerType !== 0;
  }

  /** True if `index` is below `bridge`, at any depth. */
  isBelow(index: number, bridge: number): boolean {
    // A bridge comes before what is below it, so the walk can stop early.
    let at = this.functions[index]!.place;
    while (at > bridge) at = this.functions[at]!.place;
    return at === bridge;
  }

  plan(): Plan {
    const { roots, functions, otherDevices, groups, rmrrs, structures, steps, lastListFirst } = this;
    return { roots, functions, otherDevices, groups, rmrrs, structures, steps, lastListFirst };
  }
}
