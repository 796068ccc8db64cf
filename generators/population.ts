/**
 * Which functions of a sketch are there, while steps are drawn: so that a function is added only where it is
 * absent and can be reached, and removed only where it is there.
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

  /** The function itself, or the one above or behind it that has to come first. */
  firstToAdd(index: number): number {
    for (const holder of this.#holders(index)) if (!this.#present[holder]) return this.firstToAdd(holder);
    return index;
  }

  /** A function appears or goes away, with all that is below and behind it. */
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

  /** The bridge right above a function and its physical function, as far as it has them. */
  #holders(index: number): readonly number[] {
    const { place, physicalFunction } = this.#sketch.functions[index]!;
    const holders = place >= 0 ? [place] : [];
    return physicalFunction === NONE ? holders : [...holders, physicalFunction];
  }
}
