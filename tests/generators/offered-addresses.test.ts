/** Which other addresses are offered for the regions of a plan, and in which order. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_PLAN, type Plan } from "../../generators/plan.ts";
import { compareMeasures } from "../../generators/shrinking/compare-measures.ts";
import { measureRanges, rangesOf } from "../../generators/shrinking/region-measure.ts";
import { simplifyRegions } from "../../generators/shrinking/region-passes.ts";
import { type AddressRange, MAXIMUM_ADDRESS } from "../../model/region.ts";
import { insert, offers, ONE_ROOT, pages, rmrr } from "./small-plans.ts";

const FOUR_GIB = 1n << 32n;
const TOP = MAXIMUM_ADDRESS + 1n;

/** From an address to the last one before another. */
function until(start: bigint, next: bigint): AddressRange {
  return { start, end: next - 1n };
}

function inserted(ranges: readonly AddressRange[]): Plan {
  return { ...EMPTY_PLAN, steps: ranges.map((range) => insert(range)) };
}

function written(plan: Plan): string {
  return rangesOf(plan)
    .map(({ start, end }) => `${start.toString(16)}-${end.toString(16)}`)
    .join(" ");
}

function offered(...ranges: readonly AddressRange[]): readonly string[] {
  return offers(simplifyRegions, inserted(ranges), written);
}

function writtenAs(...ranges: readonly AddressRange[]): string {
  return written(inserted(ranges));
}

/** What one region may become where the others stay. */
function offeredForLast(...ranges: readonly AddressRange[]): readonly string[] {
  const rest = `${writtenAs(...ranges.slice(0, -1))} `;
  return offered(...ranges).flatMap((text) => (text.startsWith(rest) ? [text.slice(rest.length)] : []));
}

test("regions of inserts, RMRRs, apertures and mappings all go to one page, then side by side, and stay what they are", () => {
  const plan: Plan = {
    ...ONE_ROOT,
    groups: [{ members: [] }],
    rmrrs: [{ ...rmrr(), base: 0x9000n, limit: 0x9fffn }],
    steps: [
      insert({ ...pages(10), type: "msi", protection: 0 }),
      { do: "attach", group: 0, aperture: pages(11), mappings: [pages(12), pages(13)] },
      insert(pages(14)),
    ],
  };
  const at = (first: number, step: number): Plan => ({
    ...plan,
    rmrrs: [rmrr()],
    steps: [
      insert({ ...pages(first), type: "msi", protection: 0 }),
      {
        do: "attach",
        group: 0,
        aperture: pages(first + step),
        mappings: [pages(first + 2 * step), pages(first + 3 * step)],
      },
      insert(pages(first + 4 * step)),
    ],
  });
  expect([...simplifyRegions.candidates(plan)].slice(0, 2)).toStrictEqual([at(1, 0), at(2, 1)]);
});

describe("one region", () => {
  test("of the simplest kind is left alone, and so is what has none", () => {
    expect(offered(pages(1))).toEqual([]);
    expect(offered()).toEqual([]);
  });

  test("of whole pages moves down, or keeps an end, or shrinks", () => {
    expect(offered(pages(8, 0xf))).toEqual([
      "1000-1fff",
      // A page where it starts, or where it ends.
      "8000-8fff",
      "f000-ffff",
      // Shorter by halves, from either side.
      "8000-bfff",
      "8000-dfff",
      "8000-efff",
      "c000-ffff",
      "a000-ffff",
      "9000-ffff",
      // Lower by halves, as long as it is.
      "1000-8fff",
      "4000-bfff",
      "6000-dfff",
      "7000-efff",
    ]);
  });

  test("leaves address 0, which is an edge, as long as it is or as a page", () => {
    expect(new Set(offered(pages(0, 1)).filter((text) => !text.startsWith("0-")))).toEqual(
      new Set(["1000-1fff", "1000-2fff"]),
    );
    expect(offered(pages(0))).toContain("1000-1fff");
  });

  test("moves to the highest bit of its address, and a page beside that, before it goes by halves", () => {
    expect(offered(pages(6))).toEqual(["1000-1fff", "4000-4fff", "5000-5fff", "3000-3fff"]);
    expect(offered(pages(4))).toEqual(["1000-1fff", "2000-2fff", "3000-3fff"]);
    expect(offered(until(6n << 30n, (6n << 30n) + 0x1000n)).slice(0, 4)).toEqual([
      "1000-1fff",
      "100000000-100000fff",
      "100001000-100001fff",
      "c0000000-c0000fff",
    ]);
  });

  test("that starts or ends within a page moves to where that page starts", () => {
    expect(offered({ start: 0x8800n, end: 0xbabcn })).toEqual([
      "1000-1fff",
      // As many bytes as a page has, where it starts or where it ends.
      "8800-97ff",
      "aabd-babc",
      // To a page by its start alone, then by its end alone.
      "1000-babc",
      "8000-babc",
      "4000-babc",
      "6000-babc",
      "7000-babc",
      "8800-9fff",
      "8800-afff",
      // The page in which it starts.
      "8000-8fff",
      // Shorter by a number of pages, from either side; lower, as long as it is.
      "8800-a7ff",
      "9abd-babc",
      "8800-b7ff",
      "8abd-babc",
      "1000-42bc",
      "8000-b2bc",
      "4000-72bc",
      "6000-92bc",
      "7000-a2bc",
    ]);
  });
});

describe("regions that lie somehow to each other", () => {
  test("gather around each place where one starts or ends: what touches still does, what is apart still is", () => {
    const expected = [
      // At 8000, at a000 or at b000, at 20000, and at 30000.
      "8000-8fff 9000-9fff b000-bfff",
      "9000-9fff a000-afff c000-cfff",
      "1d000-1dfff 1e000-1efff 20000-20fff",
      "2c000-2cfff 2d000-2dfff 2f000-2ffff",
    ];
    const ranges = [pages(8, 9), pages(0xa), pages(0x20, 0x2f)];
    expect(offered(...ranges).slice(2, 6)).toEqual(expected);
    // In whatever order they come.
    const reversed = expected.map((texts) => texts.split(" ").toReversed().join(" "));
    expect(offered(...ranges.toReversed()).slice(2, 6)).toEqual(reversed);
  });

  test("stay at an end of the address space, and nothing lies beyond it", () => {
    const low = offered(pages(0, 0xf), pages(0x20));
    expect(low).toContain("0-fff 2000-2fff");
    const high = offered(until(TOP - 0x20000n, TOP - 0x10000n), until(TOP - 0x8000n, TOP));
    expect(high).toContain(writtenAs(until(TOP - 0x3000n, TOP - 0x2000n), until(TOP - 0x1000n, TOP)));
  });

  test("gather around 4 GiB as they lie to it, and none of them starts or ends there", () => {
    const gib = 1n << 30n;
    const across = writtenAs(until(FOUR_GIB - 0x1000n, FOUR_GIB + 0x1000n));
    expect(offered(until(3n * gib, 5n * gib))[3]).toBe(across);
    const below = until(FOUR_GIB - 0x2000n, FOUR_GIB - 0x1000n);
    const above = until(FOUR_GIB + 0x1000n, FOUR_GIB + 0x2000n);
    expect(offered(until(gib, 2n * gib), until(5n * gib, 6n * gib))[6]).toBe(writtenAs(below, above));
    // What reaches up to it lies below.
    expect(offered(until(gib, 4n * gib), until(5n * gib, 6n * gib))[6]).toBe(writtenAs(below, above));
    for (const [start, next] of [
      [gib, 4n * gib],
      [4n * gib + 0x1000n, 6n * gib],
    ] as const) {
      expect(offered(until(start, next))).not.toContain(across);
    }
  });

  test("keep their order if only one place moves", () => {
    // Where the first one ends goes down to a page behind its start; where the second one ends, to one behind its own.
    expect(offered(pages(2, 3), pages(8, 9)).slice(6, 8)).toEqual(["2000-2fff 8000-9fff", "2000-3fff 8000-8fff"]);
    // Where one starts goes down only if another one gets shorter by that, or if none gets longer.
    expect(offered(pages(8, 11), pages(12)).slice(5, 7)).toEqual(["8000-9fff a000-cfff", "8000-afff b000-cfff"]);
  });

  test("become as one of the first eight is", () => {
    const ranges = [3, 5, 7, 9, 11, 13, 15, 17, 19].map((page) => pages(page * 0x1000, page * 0x1000 + 2));
    const list = offeredForLast(...ranges, pages(0x2_1000, 0x2_1fff));
    for (const [index, range] of ranges.entries()) expect(list.includes(writtenAs(range))).toBe(index < 8);
  });

  test("are too many to move one by one if they start and end at more than 24 places", () => {
    const apart = Array.from({ length: 12 }, (_, index) => pages(4 * index + 8, 4 * index + 9));
    expect(offered(...apart).length).toBeGreaterThan(100);
    expect(offered(...apart, pages(4 * 11 + 10))).toHaveLength(2);
  });
});

test("whatever is offered lies in the address space, ends before its start only if it did so before, and is simpler", () => {
  const near = [0n, 0x1000n, 0x3800n, FOUR_GIB, TOP - 0x2000n].map((place) =>
    fc.bigInt({ min: place, max: place + 0x1fffn }),
  );
  const address = fc.oneof(...near);
  const ranges = fc.array(fc.record({ start: address, end: address }), { maxLength: 5 });
  fc.assert(
    fc.property(ranges, (before) => {
      const plan = { ...ONE_ROOT, rmrrs: before.map(({ start, end }) => ({ ...rmrr(), base: start, limit: end })) };
      const measure = measureRanges(before);
      for (const candidate of simplifyRegions.candidates(plan)) {
        const after = rangesOf(candidate);
        expect(compareMeasures(measureRanges(after), measure)).toBeLessThan(0);
        for (const { start, end } of after) {
          const inSpace = start >= 0n && end >= 0n && start < TOP && end < TOP;
          if (!inSpace) expect(written(candidate)).toBe("in the address space");
        }
        const backwards = (all: readonly AddressRange[]): number => all.filter(({ start, end }) => end < start).length;
        if (backwards(before) === 0) expect(backwards(after)).toBe(0);
      }
    }),
  );
});
