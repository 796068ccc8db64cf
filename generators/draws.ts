/**
 * The source of a generator's choices.
 *
 * Generators make choices only through these three methods, so that code written for random drawing can also be
 * enumerated exhaustively: a source that counts through the answers of every question enumerates everything a generator
 * can make. That is why `chance` is a separate question: it has two answers, not a hundred.
 */

import type { Random } from "fast-check";
import { xorshift128plusFromState } from "pure-rand/generator/xorshift128plus";

export interface Draws {
  /** A number from 0 to `count` - 1, all equally likely; 0 without drawing if `count` is below 2. */
  below(count: number): number;
  /** True in `percent` of a hundred cases; 0 means never and 100 always, without drawing. */
  chance(percent: number): boolean;
  /**
   * An index into `weights`, with a probability proportional to its weight: non-negative integers, at least one above
   * zero.
   */
  weighted(weights: readonly number[]): number;
}

const WORDS = 0x1_0000_0000;
const LEAST_WORD = -0x8000_0000;
const GREATEST_WORD = 0x7fff_ffff;

/**
 * Draws from a generator of the same kind as fast-check's, seeded with four words of fast-check's source of randomness.
 * A case takes some 300 draws, and fast-check's own, which divide and reject so that numbers up to 2^53 are evenly
 * distributed, made drawing a plan take 10 microseconds instead of 7. The probability of a number below n is off by at
 * most a fraction n / 2^32 of itself.
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

  /** The high bits of a word decide, because the low bits of this kind of generator are weak. */
  #scaled(count: number): number {
    return Math.floor(((this.#words.next() >>> 0) * count) / WORDS);
  }
}

/** One of the values, all equally likely. */
export function pick<Value>(draws: Draws, values: readonly Value[]): Value {
  return values[draws.below(values.length)] as Value;
}

/** A number from `least` to `most`, all equally likely. */
export function between(draws: Draws, least: number, most: number): number {
  return least + draws.below(most - least + 1);
}
