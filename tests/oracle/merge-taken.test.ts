import { describe, expect, test } from "vitest";
import { MAXIMUM_ADDRESS, type RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { ANYTHING, AT_THE_ENDS, SEVERAL } from "../../oracle/made-lists.ts";
import { get, insert, region } from "../reference/hand-made.ts";
import { faults, type Happening, historyOf, kinds, shows } from "./merge-happenings.ts";

const all = (source: string, list: string): Step => ({ do: "insert-all-of", source, list });

const one = region(0x1000n, 0x1fffn);
const two = region(0x8000n, 0x8fffn);
const wrong = region(0x8000n, 0x9fffn);
const HIDDEN: StepResult = { status: "ok" };

describe("what was really taken decides", () => {
  const low = region(0n, 0xfffn);

  test("what is peculiar about a list, though the scenario has something else inserted", () => {
    const taken = (...before: readonly Happening[]): number =>
      historyOf([...before, [get("nic"), [low]], [all("nic", "a"), [low, ...(before.length > 0 ? [two] : [])]]])
        .seenTraits;
    expect(taken()).toBe(ANYTHING | AT_THE_ENDS);
    expect(taken([insert("a", two), [two]])).toBe(ANYTHING | SEVERAL | AT_THE_ENDS);
  });

  test("that nothing is said where one of several is no range, or one alone was refused, or the other is unknown", () => {
    const none = region(0x3000n, 0x2fffn);
    expect(
      faults([
        [get("nic"), [one, none]],
        [all("nic", "a"), [wrong]],
      ]),
    ).toEqual([]);
    expect(
      faults([
        [insert("a", one), [one]],
        [insert("a", two), { ...shows(wrong), status: "refused" }],
      ]),
    ).toEqual([]);
    expect(
      faults([
        [get("nic"), HIDDEN],
        [all("nic", "a"), { ...shows(wrong), status: "no-memory" }],
      ]),
    ).toEqual([]);
    expect(historyOf([[insert("a", region(0n, MAXIMUM_ADDRESS)), []]]).seenTraits).toBe(0);
  });

  test("that an empty list repeats nothing, and a region that comes back shorter is a change", () => {
    const twice: readonly Happening[] = [
      [insert("a", one), [one]],
      [insert("a", one), [one]],
    ];
    expect(kinds([...twice, [get("nic"), []], [all("nic", "a"), [one, two]]])).toEqual(["addresses-added 3"]);
    const first: readonly Happening[] = [
      [insert("a", one), [one]],
      [insert("a", two), [one, two]],
    ];
    expect(kinds([...first, [insert("a", one), [one, { ...two, end: 0x8ffen }]]])).toEqual([
      "changed-by-repetition 2",
      "addresses-lost 2",
    ]);
  });

  test("which protections are judged: of a list in any order, and not where one byte differs", () => {
    const readOnly: RegionFields = { ...one, protection: 1 };
    const turned: readonly Happening[] = [
      [insert("a", one), [one]],
      [insert("a", two), [two, readOnly]],
    ];
    expect(kinds(turned, { listOrder: "any" })).toEqual(["protection-differs 1"]);
    for (const byte of [region(one.start, one.start), region(one.end, one.end)]) {
      expect(
        faults([
          [insert("a", one), [one]],
          [insert("a", { ...byte, protection: 1 }), [readOnly]],
        ]),
      ).toEqual([]);
    }
  });

  test("which lists are compared: each with those before it", () => {
    const [left, right] = [
      [insert("b", one), insert("b", two)],
      [insert("c", two), insert("c", one)],
    ];
    const lists: readonly Happening[] = [
      [insert("a", low), [low]],
      [left[0]!, [one]],
      [left[1]!, [one, two]],
      [right[0]!, [two]],
      [right[1]!, [two]],
    ];
    expect(kinds(lists)).toEqual(["addresses-lost 4", "order-matters 4"]);
  });
});
