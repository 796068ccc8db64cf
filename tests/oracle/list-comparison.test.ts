import { describe, expect, test } from "vitest";
import type { ObservedRegion } from "../../model/trace.ts";
import { sameSequence, sameSet, shownRegions } from "../../oracle/list-comparison.ts";
import { region } from "../reference/hand-made.ts";

const first: ObservedRegion = { ...region(0x1000n, 0x1fffn), object: "a" };
const second: ObservedRegion = { ...region(0x3000n, 0x3fffn, "reserved"), object: "b" };

/** The first region, with one thing about it changed. */
const CHANGED = {
  start: { ...first, start: 0x1001n },
  end: { ...first, end: 0x1ffen },
  type: { ...first, type: "msi" },
  protection: { ...first, protection: 1 },
  object: { ...first, object: "c" },
} satisfies Record<string, ObservedRegion>;

describe("two looks at a list", () => {
  test("show the same sequence only if all about each region is the same, in the same order", () => {
    expect(sameSequence([first, second], [{ ...first }, { ...second }])).toBe(true);
    expect(sameSequence([], [])).toBe(true);
    expect(sameSequence([first, second], [second, first])).toBe(false);
    expect(sameSequence([first], [first, second])).toBe(false);
    expect(sameSequence([first, second], [first])).toBe(false);
    for (const changed of Object.values(CHANGED)) expect(sameSequence([first, second], [changed, second])).toBe(false);
  });

  test("show the same set whatever the order, the objects, the protections, and how often one is there", () => {
    const { object, protection, type, start, end } = CHANGED;
    for (const same of [[object], [protection], [first, first], [object, first, protection]]) {
      expect(sameSet([first], same, true)).toBe(true);
      expect(sameSet(same, [first], true)).toBe(true);
    }
    expect(sameSet([first, second], [second, first], true)).toBe(true);
    for (const types of [true, false]) {
      expect(sameSet([first, second], [first], types)).toBe(false);
      expect(sameSet([first], [first, second], types)).toBe(false);
      expect(sameSet([first, second], [start, second], types)).toBe(false);
      expect(sameSet([first, second], [end, second], types)).toBe(false);
    }
    expect(sameSet([first], [type], true)).toBe(false);
    expect(sameSet([first], [type], false)).toBe(true);
    expect(sameSet([first, type], [first], false)).toBe(true);
    expect(sameSet([first, type], [first], true)).toBe(false);
  });

  test("are shown with their objects", () => {
    expect(shownRegions([first, second])).toEqual([first, second]);
  });
});
