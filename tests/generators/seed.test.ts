/** The seeds of streams: fixed for ever, and apart from each other. */

import { describe, expect, test } from "vitest";
import { deriveSeed } from "../../generators/seed.ts";

describe("deriveSeed", () => {
  test("gives the seeds that it has always given", () => {
    // A change here makes every seed that somebody wrote down mean another case.
    expect(deriveSeed("kill/1", "hierarchy")).toBe(-123401759);
    expect(deriveSeed("", "merge")).toBe(1626780649);
    expect(deriveSeed("Grüße, 世界", "table", "0a1b")).toBe(1284223506);
  });

  test("gives 32-bit integers with a sign", () => {
    for (let index = 0; index < 500; index++) {
      const seed = deriveSeed(`seed ${index}`);
      expect(seed).toBe(seed | 0);
    }
  });

  test("keeps scopes apart, wherever the borders between them lie", () => {
    const scopes = [["a", "b"], ["a/b"], ["ab"], ["a", "b", ""], ["", "a", "b"], ["b", "a"], []];
    expect(new Set(scopes.map((scope) => deriveSeed("seed", ...scope))).size).toBe(scopes.length);
    expect(deriveSeed("a", "b")).not.toBe(deriveSeed("a/b"));
  });

  test("has no two equal seeds among neighbouring texts", () => {
    const seeds = Array.from({ length: 5000 }, (_, index) => deriveSeed(`${index}`, "hierarchy"));
    // Two of 5,000 agree by chance once in 340 such sets.
    expect(new Set(seeds).size).toBe(seeds.length);
  });

  test("takes any text, lone surrogates too", () => {
    expect(deriveSeed("\ud800")).not.toBe(deriveSeed("\ud801"));
    expect(deriveSeed("%")).not.toBe(deriveSeed("%25"));
  });
});
