import { describe, expect, test } from "vitest";
import { MAXIMUM_ADDRESS, type RegionFields } from "../../model/region.ts";
import { TYPE_ORDER } from "../../oracle/region-order.ts";
import { MergeExpectation } from "../../oracle/merge-expectation.ts";
import { region } from "../reference/hand-made.ts";

function after(joinsTouching: boolean, ...inserted: readonly RegionFields[]): MergeExpectation {
  const expectation = new MergeExpectation(joinsTouching);
  for (const each of inserted) expectation.insert(each);
  return expectation;
}

const low = region(0n, 0xfffn);
const high = region(0x1000n, MAXIMUM_ADDRESS);

describe("what a list has to hold after insertions", () => {
  test("is nothing before the first", () => {
    const none = after(true);
    expect([none.inserted, none.regions(), none.isExpressible]).toEqual([[], [], true]);
    expect(none.intervals(TYPE_ORDER.direct)).toEqual([]);
  });

  test("is what was inserted, in order, and what that comes to, as Linux orders it", () => {
    const msi = region(0x1000n, 0x1fffn, "msi", 0);
    const direct = region(0x1000n, 0x1fffn);
    const { inserted } = after(true, msi, direct, low);
    expect(inserted).toEqual([msi, direct, low]);
    expect(after(true, msi, direct, low).regions()).toEqual([
      { start: 0n, end: 0x1fffn, type: "direct" },
      { start: 0x1000n, end: 0x1fffn, type: "msi" },
    ]);
    expect(after(false, msi, direct, low).regions()).toEqual([
      { start: 0n, end: 0xfffn, type: "direct" },
      { start: 0x1000n, end: 0x1fffn, type: "direct" },
      { start: 0x1000n, end: 0x1fffn, type: "msi" },
    ]);
  });

  test("can be expressed by start and length unless one type takes the whole space, which has no length", () => {
    expect(after(true, region(0n, MAXIMUM_ADDRESS)).isExpressible).toBe(false);
    expect(after(true, region(1n, MAXIMUM_ADDRESS)).isExpressible).toBe(true);
    expect(after(true, region(0n, MAXIMUM_ADDRESS - 1n)).isExpressible).toBe(true);
    expect(after(true, low, region(0x1001n, MAXIMUM_ADDRESS)).isExpressible).toBe(true);
    expect(after(true, low, { ...high, type: "msi" }).isExpressible).toBe(true);
    expect(after(true, region(5n, 8n, "msi"), region(0n, MAXIMUM_ADDRESS, "reserved")).isExpressible).toBe(false);
  });

  test("is nothing of a range that is none", () => {
    const { inserted, isExpressible } = after(true, region(5n, 4n));
    expect([inserted.length, isExpressible]).toEqual([1, true]);
    expect(after(true, region(5n, 4n)).regions()).toEqual([]);
  });

  test("cannot be expressed if pieces that touch take it together, even where they are kept apart", () => {
    expect(after(true, low, high).isExpressible).toBe(false);
    expect(after(false, low, high).isExpressible).toBe(false);
  });
});
