/** Groups of any devices of a platform, and ranges near each other that page tables can hold. */

import * as fc from "fast-check";
import type { PlanGroup } from "../../generators/plan.ts";
import { PAGE_SIZE, type AddressRange } from "../../model/region.ts";
import { deviceAt, type PlatformParts } from "./any-platform.ts";

const PAGES = 16n;
/** An ordinary place, the first page, and where the interrupt window begins. */
const FIRST_PAGES = [0x10_0000n, 0n, 0xfee0_0000n - 8n * PAGE_SIZE];

export const anyNearRange: fc.Arbitrary<AddressRange> = fc
  .record({
    first: fc.constantFrom(...FIRST_PAGES),
    page: fc.bigInt({ min: 0n, max: PAGES - 1n }),
    pages: fc.bigInt({ min: 1n, max: 4n }),
  })
  .map(({ first, page, pages }) => {
    const start = first + page * PAGE_SIZE;
    return { start, end: start + pages * PAGE_SIZE - 1n };
  });

/** One or two groups; no device is in both. */
export function anyGroups(platform: PlatformParts): fc.Arbitrary<readonly PlanGroup[]> {
  return fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 2 }).map((wishes) => {
    const taken = new Set<number>();
    const groups: PlanGroup[] = [];
    for (const wish of wishes) {
      const members = [...new Set(wish.map((number) => deviceAt(platform, number)))].filter((each) => !taken.has(each));
      for (const member of members) taken.add(member);
      if (members.length > 0) groups.push({ members });
    }
    return groups;
  });
}
