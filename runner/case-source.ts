/**
 * The cases of a stream by index.
 *
 * Case i is what `fc.sample(arbitrary, { seed, path: String(i), numRuns: 1 })` gives, but drawn by a loop of our own:
 * fast-check walks from the first case to the requested one for each chunk, which is quadratic in the number of chunks,
 * and `sample` returns values without the context that shrinking needs. A case does not depend on which cases were
 * drawn before it, so ranges, shards and resumed runs agree.
 */

import * as fc from "fast-check";
import { xorshift128plus } from "pure-rand/generator/xorshift128plus";

export class CaseSource<Case> {
  readonly #arbitrary: fc.Arbitrary<Case>;
  readonly #seed: number;
  #random: ReturnType<typeof xorshift128plus>;
  /** The case that the generator can draw after one more jump. */
  #next = 0;

  /** @param seed 32 bits, signed */
  constructor(arbitrary: fc.Arbitrary<Case>, seed: number) {
    this.#arbitrary = arbitrary;
    this.#seed = seed;
    this.#random = xorshift128plus(seed);
  }

  /** The case with this index, from 0. Skipping ahead costs a jump (0.5 µs) per skipped case. */
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

/** The bias factor that fast-check uses for a run: small values are likely at first, and less so later. */
function biasOf(index: number): number {
  // Multiplication instead of Math.log10, because this must agree with fast-check to the last bit.
  return 2 + Math.trunc(Math.log(index + 1) * Math.LOG10E);
}
