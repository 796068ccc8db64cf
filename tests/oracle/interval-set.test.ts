import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AddressRange } from "../../model/region.ts";
import { IntervalSet } from "../../oracle/interval-set.ts";
import { lawRuns } from "./law-runs.ts";

const ADDRESSES = 24;

/** Ranges over a few addresses; some of them are none, with their end before their start. */
const anyRange = (): fc.Arbitrary<AddressRange> =>
  fc
    .tuple(fc.nat(ADDRESSES - 1), fc.integer({ min: -1, max: 8 }))
    .map(([start, length]) => ({ start: BigInt(start), end: BigInt(Math.min(start + length, ADDRESSES - 1)) }));

function addressesOf(ranges: readonly AddressRange[]): readonly bigint[] {
  return Array.from({ length: ADDRESSES }, (_, i) => BigInt(i)).filter((address) =>
    ranges.some(({ start, end }) => start <= address && address <= end),
  );
}

describe("a set of addresses", () => {
  test("holds the addresses of the ranges that were added, in any order", () => {
    fc.assert(
      fc.property(fc.array(anyRange(), { maxLength: 8 }), fc.boolean(), (ranges, joins) => {
        const set = new IntervalSet(joins);
        for (const range of ranges) set.add(range);
        expect(addressesOf(set.intervals)).toEqual(addressesOf(ranges));
        const backwards = new IntervalSet(joins);
        for (const range of ranges.toReversed()) backwards.add(range);
        expect(backwards.intervals).toEqual(set.intervals);
      }),
      { numRuns: lawRuns(5000) },
    );
  });

  test("has ascending intervals that do not overlap, nor touch if touching ones are joined", () => {
    fc.assert(
      fc.property(fc.array(anyRange(), { maxLength: 8 }), fc.boolean(), (ranges, joins) => {
        const set = new IntervalSet(joins);
        for (const range of ranges) set.add(range);
        for (const [i, { start, end }] of set.intervals.entries()) {
          expect(start <= end).toBe(true);
          const next = set.intervals[i + 1];
          if (next !== undefined) expect(next.start > (joins ? end + 1n : end)).toBe(true);
        }
      }),
    );
  });

  test("keeps borders between intervals that only touch, unless it joins them", () => {
    const ranges = [
      { start: 0n, end: 3n },
      { start: 4n, end: 7n },
    ];
    const apart = new IntervalSet(false);
    for (const range of ranges) apart.add(range);
    expect(apart.intervals).toEqual(ranges);
    expect(IntervalSet.of(ranges).intervals).toEqual([{ start: 0n, end: 7n }]);
  });

  test("without another is what only the first has", () => {
    fc.assert(
      fc.property(fc.array(anyRange(), { maxLength: 6 }), fc.array(anyRange(), { maxLength: 6 }), (left, right) => {
        const rest = IntervalSet.of(left).without(IntervalSet.of(right));
        const others = addressesOf(right);
        expect(addressesOf(rest)).toEqual(addressesOf(left).filter((address) => !others.includes(address)));
        expect(IntervalSet.of(rest).intervals).toEqual(rest);
      }),
      { numRuns: lawRuns(5000) },
    );
  });

  test("does not wrap at the ends of the 64-bit space", () => {
    const top = 0xffff_ffff_ffff_ffffn;
    const set = IntervalSet.of([
      { start: top, end: top },
      { start: 0n, end: 0n },
    ]);
    expect(set.intervals).toHaveLength(2);
    expect(set.without(IntervalSet.of([{ start: top, end: top }]))).toEqual([{ start: 0n, end: 0n }]);
  });

  test("meets a range that has an address of it, and holds one that has no other", () => {
    fc.assert(
      fc.property(fc.array(anyRange(), { maxLength: 8 }), anyRange(), fc.boolean(), (ranges, range, joins) => {
        const set = new IntervalSet(joins);
        for (const each of ranges) set.add(each);
        const own = new Set(addressesOf(ranges));
        const asked = addressesOf([range]);
        if (asked.length > 0) expect(set.meets(range)).toBe(asked.some((address) => own.has(address)));
        expect(set.holds(range)).toBe(asked.every((address) => own.has(address)));
      }),
      { numRuns: lawRuns(5000) },
    );
  });
});
