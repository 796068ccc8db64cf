/** Inserting into group lists: vectors that were seen running on Linux 5.4 and later, and laws (docs/rules.md, "Group lists"). */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAXIMUM_ADDRESS, REGION_TYPES, type RegionFields } from "../../model/region.ts";
import type { Trace } from "../../model/trace.ts";
import { insert, region, scenario } from "./hand-made.ts";
import { formatRegion, memoryFaults, regionsOf, runReference } from "./observe.ts";

function inserted(...regions: RegionFields[]): { trace: Trace; list: string[]; faults: string[] } {
  const asked = scenario({}, ...regions.map((fields) => insert("list", fields)));
  const trace = runReference(asked);
  const list = regions.length === 0 ? [] : regionsOf(trace.steps[regions.length - 1], { windows: true });
  return { trace, list, faults: memoryFaults(asked, trace) };
}

/** Two types under the short names of the vectors. */
const A = "direct";
const B = "reserved";

describe("vectors of Linux 5.4 and later", () => {
  test("overlapping regions of another type are put in order, and joined among themselves", () => {
    const { list } = inserted(
      region(0x0n, 0x64n, A),
      region(0xc8n, 0x12cn, A),
      region(0x32n, 0xfan, B),
      region(0x14n, 0x1en, B),
      region(0x19n, 0x3cn, B),
    );
    expect(list).toEqual(["0-64 direct", "14-fa reserved", "c8-12c direct"]);
  });

  test("a fourth region bridges three", () => {
    const { list } = inserted(region(0n, 0xan), region(0x14n, 0x1en), region(0x28n, 0x32n), region(5n, 0x2dn));
    expect(list).toEqual(["0-32 direct"]);
  });

  test("types in between do not keep regions of one type apart", () => {
    const { list } = inserted(
      region(0xa001000n, 0xa001fffn, A),
      region(0xa003000n, 0xa003fffn, A),
      region(0xa002000n, 0xa004fffn, B),
      region(0xa0010ffn, 0xa003000n, B),
    );
    expect(list).toEqual(["a001000-a001fff direct", "a0010ff-a004fff reserved", "a003000-a003fff direct"]);
  });

  test.each([
    ["touching: the first part's", region(0x1000n, 0x1fffn, A, 1), region(0x2000n, 0x2fffn, A, 3), 1],
    ["equal starts: the inserted one's", region(0x1000n, 0x1fffn, A, 1), region(0x1000n, 0x2fffn, A, 3), 3],
  ])("the protection of a joined region: %s", (_name, first, second, protection) => {
    const { trace } = inserted(first, second);
    expect(trace.steps[1]?.regions?.map((entry) => entry.protection)).toEqual([protection]);
  });
});

describe("the ends of the 64-bit space", () => {
  test("a region at the top takes in one that lies within it, and itself again", () => {
    const top = region(0xffff_ffff_ff00_0000n, MAXIMUM_ADDRESS);
    const within = region(0xffff_ffff_ffff_0000n, 0xffff_ffff_ffff_0fffn);
    expect(inserted(top, within).list).toEqual(["ffffffffff000000-ffffffffffffffff direct"]);
    expect(inserted(within, top, top).list).toEqual(["ffffffffff000000-ffffffffffffffff direct"]);
  });

  test("the last address does not touch the first", () => {
    const { list } = inserted(region(0n, 0xfffn), region(MAXIMUM_ADDRESS - 0xfffn, MAXIMUM_ADDRESS));
    expect(list).toEqual(["0-fff direct", "fffffffffffff000-ffffffffffffffff direct"]);
  });
});

describe("the region that is inserted", () => {
  test("stays the caller's: unchanged, unlinked, not freed, even when it is joined or contained", () => {
    for (const others of [[], [region(0x1800n, 0x2fffn)], [region(0n, 0xffffn)]]) {
      const { trace, faults } = inserted(...others, region(0x1000n, 0x1fffn));
      const last = trace.steps[others.length];
      expect(last?.input && formatRegion(last.input)).toBe("1000-1fff direct");
      expect(last?.regions?.map((entry) => entry.object)).not.toContain(last?.input?.object);
      expect(faults).toEqual([]);
    }
  });
});

describe("laws", () => {
  const address = fc.bigInt({ min: 0n, max: 40n });
  const nearEnd = fc.bigInt({ min: MAXIMUM_ADDRESS - 40n, max: MAXIMUM_ADDRESS });
  const regions = fc.array(
    fc
      .record({
        from: fc.oneof(address, nearEnd),
        size: fc.bigInt({ min: 0n, max: 12n }),
        type: fc.constantFrom(...REGION_TYPES),
      })
      .map(({ from, size, type }) => region(from, from + size > MAXIMUM_ADDRESS ? MAXIMUM_ADDRESS : from + size, type)),
    { minLength: 1, maxLength: 10 },
  );

  /** The union of one type, address by address. */
  function addressesOf(type: string, list: readonly { start: bigint; end: bigint; type: string }[]): Set<bigint> {
    const addresses = new Set<bigint>();
    for (const entry of list) {
      if (entry.type === type) for (let at = entry.start; at <= entry.end; at++) addresses.add(at);
    }
    return addresses;
  }

  test("the list is sorted by start and type; regions of a type are apart, and their union is exact", () => {
    fc.assert(
      fc.property(regions, (input) => {
        const { trace, faults } = inserted(...input);
        expect(faults).toEqual([]);
        const list = trace.steps[input.length - 1]?.regions ?? [];
        for (const [index, entry] of list.entries()) {
          const next = list[index + 1];
          if (next === undefined) break;
          const order = [REGION_TYPES.indexOf(entry.type), REGION_TYPES.indexOf(next.type)] as const;
          expect(entry.start < next.start || (entry.start === next.start && order[0] < order[1])).toBe(true);
        }
        for (const type of REGION_TYPES) {
          const ofType = list.filter((entry) => entry.type === type);
          for (const [index, entry] of ofType.slice(1).entries())
            expect(entry.start > (ofType[index]?.end ?? 0n) + 1n).toBe(true);
          expect(addressesOf(type, list)).toEqual(addressesOf(type, input));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test("the list depends neither on the order of insertion nor on inserting twice", () => {
    const shuffled = regions.chain((input) =>
      fc.tuple(fc.constant(input), fc.shuffledSubarray(input, { minLength: input.length })),
    );
    fc.assert(
      fc.property(shuffled, ([input, other]) => {
        const { list } = inserted(...input);
        expect(inserted(...other).list).toEqual(list);
        expect(inserted(...input, ...other).list).toEqual(list);
      }),
      { numRuns: 500 },
    );
  });
});
