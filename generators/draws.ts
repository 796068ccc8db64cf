/**
 * Where the choices of a generator come from.
 *
 * Generators ask for choices in these three words only, so that the same code that draws at random can be
 * walked through exhaustively: a source that counts through the answers of every question enumerates all
 * that a generator can make. That is why chance is a question of its own: it has two answers, not a hundred.
 */

import type { Random } from "fast-check";

export interface Draws {
  /** A number from 0 to `count` - 1, each as likely; 0 without drawing if `count` is below 2. */
  below(count: number): number;
  /** True in `percent` of a hundred cases; 0 is never and 100 always, without drawing. */
  chance(percent: number): boolean;
  /** An index into `weights`, as likely as its weight says: non-negative integers, one of them above zero. */
  weighted(weights: readonly number[]): number;
}

/** Draws from fast-check's source of randomness. */
export class RandomDraws implements Draws {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  below(count: number): number {
    return count < 2 ? 0 : this.#random.nextInt(0, count - 1);
  }

  chance(percent: number): boolean {
    if (percent <= 0) return false;
    return percent >= 100 || this.#random.nextInt(0, 99) < percent;
  }

  weighted(weights: readonly number[]): number {
    let total = 0;
    for (let index = 0; index < weights.length; index++) total += weights[index] as number;
    let left = this.#random.nextInt(0, total - 1);
    let index = 0;
    while (left >= (weights[index] as number)) left -= weights[index++] as number;
    return index;
  }
}

/** One of the values, each as likely. */
export function pick<Value>(draws: Draws, values: readonly Value[]): Value {
  return values[draws.below(values.length)] as Value;
}

/** A number from `least` to `most`, each as likely. */
export function between(draws: Draws, least: number, most: number): number {
  return least + draws.below(most - least + 1);
}
