/**
 * Which functions of a sketch are present while steps are drawn, so that a function is added only where it is absent
 * and reachable, and removed only where it is present.
 */

import { NONE } from "./plan.ts";
import type { Sketch } from "./sketch.ts";

export class Population {
  readonly #sketch: Sketch;
  readonly #present: boolean[];

  constructor(sketch: Sketch) {
    this.#sketch = sketch;
    this.#present = [];
    for (let index = 0; index < sketch.functions.length; index++) {
      const above = this.#holders(index);
      this.#present.push(!sketch.functions[index]!.absent && above.every((holder) => this.#present[holder]));
    }
  }

  isPresent(index: number): boolean {
    return this.#present[index]!;
  }

  /** The function itself, or the bridge or physical function that must be added first. */
  firstToAdd(index: number): number {
    for (const holder of this.#holders(index)) if (!this.#present[holder]) return this.firstToAdd(holder);
    return index;
  }

  /** A function is added or removed, along with everything that depends on it. */
  change(index: number, present: boolean): void {
    this.#present[index] = present;
    for (let other = index + 1; other < this.#present.length; other++) {
      if (this.#hangsOn(other, index)) this.#present[other] = present;
    }
  }

  #hangsOn(index: number, holder: number): boolean {
    if (this.#sketch.functions[index]!.physicalFunction === holder) return true;
    return this.#sketch.isBelow(index, holder);
  }

  /** The bridge above a function and its physical function, if any. */
  #holders(index: number): readonly number[] {
    const { place, physicalFunction } = this.#sketch.functions[index]!;
    const holders = place >= 0 ? [place] : [];
    return physicalFunction === NONE ? holders : [...holders, physicalFunction];
  }
}
