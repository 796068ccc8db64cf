/** Regions from stock combinators: over eight pages, so that they meet, or anywhere. */

import * as fc from "fast-check";
import { MAXIMUM_ADDRESS, PAGE_SIZE, REGION_TYPES, type AddressRange, type RegionFields } from "../../model/region.ts";
import { anyPages } from "./any-table.ts";

const PAGES = 8n;

/** Where the eight pages lie: an ordinary place, and what a tester would think of first. */
const FIRST_PAGES = [0x10_0000n, 0n, (1n << 32n) - 4n * PAGE_SIZE, MAXIMUM_ADDRESS + 1n - PAGES * PAGE_SIZE];

export interface RegionPlace {
  readonly first: bigint;
}

export const anyRegionPlace: fc.Arbitrary<RegionPlace> = fc.record({ first: fc.constantFrom(...FIRST_PAGES) });

/** A range over the eight pages, or now and then one anywhere. */
export function anyRange({ first }: RegionPlace): fc.Arbitrary<AddressRange> {
  const near = fc
    .record({ page: fc.bigInt({ min: 0n, max: PAGES - 1n }), pages: fc.bigInt({ min: 1n, max: PAGES }) })
    .map(({ page, pages }) => {
      const after = page + pages > PAGES ? PAGES : page + pages;
      return { start: first + page * PAGE_SIZE, end: first + after * PAGE_SIZE - 1n };
    });
  return fc.oneof({ weight: 9, arbitrary: near }, { weight: 1, arbitrary: anyPages });
}

export function anyRegion(place: RegionPlace): fc.Arbitrary<RegionFields> {
  return fc
    .tuple(anyRange(place), fc.constantFrom(...REGION_TYPES), fc.constantFrom(3, 3, 1, 0))
    .map(([range, type, protection]) => ({ ...range, type, protection }));
}
