/** Where choices come from. */

import { describe, expect, test } from "vitest";
import { between, pick, RandomDraws } from "../../generators/draws.ts";
import { randomOf } from "./sources.ts";

const DRAWS = 6000;

function frequencies(draw: () => number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let index = 0; index < DRAWS; index++) {
    const value = draw();
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

/** Six standard deviations to either side. */
function isNear(count: number, probability: number): boolean {
  const deviation = Math.sqrt(DRAWS * probability * (1 - probability));
  return Math.abs(count - DRAWS * probability) < 6 * deviation;
}

describe("RandomDraws", () => {
  test("draws below a count, each number as likely", () => {
    const draws = new RandomDraws(randomOf(1));
    const counts = frequencies(() => draws.below(5));
    expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3, 4]);
    for (const count of counts.values()) expect(isNear(count, 0.2)).toBe(true);
  });

  test("draws by weights, and never what weighs nothing", () => {
    const draws = new RandomDraws(randomOf(2));
    const counts = frequencies(() => draws.weighted([1, 0, 3, 0]));
    expect([...counts.keys()].sort()).toEqual([0, 2]);
    expect(isNear(counts.get(0)!, 0.25)).toBe(true);
  });

  test("draws chances, and leaves the randomness alone where there is none", () => {
    const draws = new RandomDraws(randomOf(3));
    const counts = frequencies(() => (draws.chance(30) ? 1 : 0));
    expect(isNear(counts.get(1)!, 0.3)).toBe(true);
    const certain = new RandomDraws(randomOf(4));
    expect([certain.chance(0), certain.chance(100), certain.below(1), certain.below(0)]).toEqual([false, true, 0, 0]);
    expect(certain.below(1 << 30)).toBe(new RandomDraws(randomOf(4)).below(1 << 30));
  });

  test("draws both ends of a range, and every value of a list", () => {
    const draws = new RandomDraws(randomOf(5));
    expect([...frequencies(() => between(draws, 3, 5)).keys()].sort()).toEqual([3, 4, 5]);
    expect([...frequencies(() => pick(draws, [7, 8])).keys()].sort()).toEqual([7, 8]);
  });
});
