/**
 * Where the choices of a generator come from.
 *
 * Generators ask for choices in these three words only, so that the same code that draws at random can be
 * walked through exhaustively: a source that counts through the answers of every question enumerates all
 * that a generator can make. That is why chance is a question of its own: it has two answers, not a hundred.
 */

import type { Random } from "fast-check";
import { xorshift128plusFromState } from "pure-rand/generator/xorshift128plus";

export interface Draws {
  /** A number from 0 to `count` - 1, each as likely; 0 without drawing if `count` is below 2. */
  below(count: number): number;
  /** True in `percent` of a hundred cases; 0 is never and 100 always, without drawing. */
  chance(percent: number): boolean;
  /** An index into `weights`, as likely as its weight says: non-negative integers, one of them above zero. */
  weighted(weights: readonly number[]): number;
}

const WORDS = 0x1_0000_0000;
const LEAST_WORD = -0x8000_0000;
const GREATEST_WORD = 0x7fff_ffff;

/**
 * Draws from fast-check's source of randomness: from a generator of the same kind that starts where four words of
 * that source say. A case takes some 300 draws, and with fast-check's own, which divide and reject so that numbers up
 * to 2^53 come out even, drawing a plan took 10 microseconds instead of 7. The likelihood of a number below n is off
 * by at most n in 2^32 of itself.
 */
export class RandomDraws implements Draws {
  readonly #words: ReturnType<typeof xorshift128plusFromState>;

  constructor(random: Random) {
    const word = (): number => random.nextInt(LEAST_WORD, GREATEST_WORD);
    this.#words = xorshift128plusFromState([word(), word(), word(), word()]);
  }

  below(count: number): number {
    return count < 2 ? 0 : this.#scaled(count);
  }

  chance(percent: number): boolean {
    if (percent <= 0) return false;
    return percent >= 100 || this.#scaled(100) < percent;
  }

  weighted(weights: readonly number[]): number {
    let total = 0;
    for (let index = 0; index < weights.length; index++) total += weights[index] as number;
    let left = this.#scaled(total);
    let index = 0;
    while (left >= (weights[index] as number)) left -= weights[index++] as number;
    return index;
  }

  /** The high bits of a word decide: the low ones of this kind of generator are its weak ones. */
  #scaled(count: number): number {
    return Math.floor(((this.#words.next() >>> 0) * count) / WORDS);
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
