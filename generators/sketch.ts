/**
 * A plan in the making: what the parts of a generator add to, and what they look up meanwhile.
 *
 * It lives for one case and is the only thing in this room that changes.
 */

import { CLASS_CODE_ETHERNET } from "./class-vocabulary.ts";
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

/** A bus that has this many functions takes no more of them, which leaves slots for decoys. */
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

  /** The root bus above each function, and how many bridges lie above it. */
  readonly rootOf: number[] = [];
  readonly depth: number[] = [];
  /** Indexes of bridges. */
  readonly bridges: number[] = [];
  /** Places that take more functions. */
  readonly open: Place[] = [];
  /** What a wrong rule would take for something else: worth being asked. */
  readonly remarkable: DeviceReference[] = [];
  /** Bus numbers in use, of the 256 that a segment has. */
  readonly #busesOfSegment = new Map<number, number>();
  readonly #population = new Map<Place, number>();
  /** Places with virtual functions on a further bus number. */
  readonly #beyond = new Set<Place>();

  addRoot(root: PlanRoot): void {
    this.open.push(placeOnRoot(this.roots.length));
    this.roots.push(root);
    this.#countBus(root.segment);
  }

  /** Adds a function and returns its index. */
  addFunction(fn: PlanFunction): number {
    const index = this.functions.length;
    const { place } = fn;
    this.functions.push(fn);
    this.rootOf.push(place >= 0 ? this.rootOf[place]! : rootOfPlace(place));
    this.depth.push(place >= 0 ? this.depth[place]! + 1 : 0);
    if (fn.headerType !== 0) {
      this.bridges.push(index);
      this.open.push(index);
      this.#countBus(this.segmentOf(index));
    }
    if (fn.beyondBus && !this.#beyond.has(place)) {
      this.#beyond.add(place);
      this.#countBus(this.segmentOf(index));
    }
    const population = (this.#population.get(place) ?? 0) + 1;
    this.#population.set(place, population);
    if (population === MOST_ON_A_BUS) this.open.splice(this.open.indexOf(place), 1);
    return index;
  }

  /** False if the place is too crowded for one more. */
  takesMore(place: Place): boolean {
    return (this.#population.get(place) ?? 0) < MOST_ON_A_BUS;
  }

  segmentOf(index: number): number {
    return this.rootAbove(index).segment;
  }

  /** The root bus of a place. */
  rootAbove(place: Place): PlanRoot {
    return this.roots[place >= 0 ? this.rootOf[place]! : rootOfPlace(place)]!;
  }

  busesOfSegment(segment: number): number {
    return this.#busesOfSegment.get(segment) ?? 0;
  }

  isBridge(index: number): boolean {
    return this.functions[index]!.headerType !== 0;
  }

  /** True if `index` lies below `bridge`, at any depth. */
  isBelow(index: number, bridge: number): boolean {
    // A bridge stands before what is below it, so the walk can stop early.
    let at = this.functions[index]!.place;
    while (at > bridge) at = this.functions[at]!.place;
    return at === bridge;
  }

  plan(): Plan {
    const { roots, functions, otherDevices, groups, rmrrs, structures, steps, lastListFirst } = this;
    return { roots, functions, otherDevices, groups, rmrrs, structures, steps, lastListFirst };
  }

  #countBus(segment: number): void {
    this.#busesOfSegment.set(segment, this.busesOfSegment(segment) + 1);
  }
}

/** The plainest function. */
export const PLAIN_FUNCTION: Omit<PlanFunction, "place"> = {
  device: 0,
  function: 0,
  classCode: CLASS_CODE_ETHERNET,
  headerType: 0,
  gap: 0,
  spare: 0,
};
