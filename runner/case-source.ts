/**
 * The cases of a stream by index.
 *
 * Case i is what `fc.sample(arbitrary, { seed, path: String(i), numRuns: 1 })` gives, but drawn by a loop of
 * our own: fast-check walks from the first case to the wanted one for each chunk, which is quadratic in the
 * number of chunks, and `sample` gives values without the context that shrinking needs. Nothing of a case
 * depends on which cases were drawn before it, so ranges, shards and resumed runs agree.
 */

import * as fc from "fast-check";
import { xorshift128plus } from "pure-rand/generator/xorshift128plus";

export class CaseSource<Case> {
  readonly #arbitrary: fc.Arbitrary<Case>;
  readonly #seed: number;
  #random: ReturnType<typeof xorshift128plus>;
  /** The case for which the generator stands ready after one more jump. */
  #next = 0;

  /** @param seed 32 bits, signed */
  constructor(arbitrary: fc.Arbitrary<Case>, seed: number) {
    this.#arbitrary = arbitrary;
    this.#seed = seed;
    this.#random = xorshift128plus(seed);
  }

  /** The case with this index, from 0. Going on to a later one costs a jump (0.5 µs) a case passed over. */
  at(index: number): fc.Value<Case> {
    if (index < this.#next) {
      this.#random = xorshift128plus(this.#seed);
      this.#next = 0;
    }
    while (this.#next <= index) {
      this.#random.jump();
      this.#next++;
    }
    return this.#arbitrary.generate(new fc.Random(this.#random), biasOf(index));
  }
}

/** The bias factor that fast-check gives to a run: small values are likely at first, and less so later. */
function biasOf(index: number): number {
  // The product, and not Math.log10: this has to agree with fast-check to the last bit.
  return 2 + Math.trunc(Math.log(index + 1) * Math.LOG10E);
}
