/**
 * The world of few insertions: every sequence of up to three over eight addresses.
 *
 * Regions begin and end at eight addresses: 0, the end of the address space, and six in between. Which of the six are
 * used does not matter as long as their order is kept, so the first ones are. Half of them lie below 2^63 and half
 * above, where signed numbers become negative.
 */

import {
  PAGE_SIZE,
  PROTECTION_READ_WRITE,
  REGION_TYPES,
  type RegionFields,
  type RegionType,
} from "../../model/region.ts";
import { EMPTY_PLAN, type Plan, type PlanStep } from "../plan.ts";
import { each, lists, mapped, type Numbered, product, union } from "./numbered.ts";
import type { SmallWorld } from "./small-world.ts";

const MOST_INSERTS = 3;
/** The eight addresses by number. */
const BOTTOM = 0;
const TOP = 7;

/** Direct, direct-relaxable, reserved and msi. */
export const SMALL_REGION_TYPES: readonly RegionType[] = REGION_TYPES.slice(0, 4);

/** From one address to another, by their numbers. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** All except the whole address space, which start and length cannot express. */
const SPANS: readonly Span[] = Array.from({ length: TOP }, (_, from) =>
  Array.from({ length: TOP - from }, (__, more) => ({ from, to: from + more + 1 })),
)
  .flat()
  .filter(({ from, to }) => from > BOTTOM || to < TOP);

/** The addresses in use between the ends, in ascending order. */
function usedBetween(spans: readonly Span[]): readonly number[] {
  const used = new Set(spans.flatMap(({ from, to }) => [from, to]));
  return [...used].filter((address) => address !== BOTTOM && address !== TOP).sort((a, b) => a - b);
}

/** Every sequence of this many spans that uses the first of the addresses between the ends. */
function spanLists(length: number): readonly (readonly Span[])[] {
  const all = lists(each(SPANS), length);
  const found: (readonly Span[])[] = [];
  for (let index = 0; index < all.count; index++) {
    const spans = all.at(index);
    if (usedBetween(spans).every((address, position) => address === position + 1)) found.push(spans);
  }
  return found;
}

/** The regions of spans that use the first addresses. */
function regionsOf(spans: readonly Span[], types: readonly RegionType[]): readonly RegionFields[] {
  const used = usedBetween(spans).length;
  const low = (used + 1) >> 1;
  const addressOf = (number: number): bigint => {
    if (number === BOTTOM) return 0n;
    if (number === TOP) return 2n ** 64n;
    return number <= low ? BigInt(number) * PAGE_SIZE : 2n ** 63n + BigInt(number - low) * PAGE_SIZE;
  };
  return spans.map(({ from, to }, index) => ({
    start: addressOf(from),
    end: addressOf(to) - 1n,
    type: types[index]!,
    protection: PROTECTION_READ_WRITE,
  }));
}

/** Every list of this many regions of the world. */
export function smallRegions(length: number): Numbered<readonly RegionFields[]> {
  return product(each(spanLists(length)), lists(each(SMALL_REGION_TYPES), length), regionsOf);
}

function inserts(regions: readonly RegionFields[], list: number): readonly PlanStep[] {
  return regions.map((region) => ({ do: "insert", list, region }));
}

function plans(): Numbered<Plan> {
  const lengths = Array.from({ length: MOST_INSERTS + 1 }, (_, length) => length);
  const inOneOrder = lengths.map((length) =>
    mapped(smallRegions(length), (few): Plan => ({ ...EMPTY_PLAN, steps: inserts(few, 0) })),
  );
  const inTwoOrders = lengths.slice(2).map((length) =>
    mapped(smallRegions(length), (few): Plan => ({
      ...EMPTY_PLAN,
      steps: [...inserts(few, 0), ...inserts(few.toReversed(), 1)],
    })),
  );
  return union([...inOneOrder, ...inTwoOrders]);
}

export function mergeWorld(): SmallWorld {
  const counts = Array.from(
    { length: MOST_INSERTS + 1 },
    (_, length) => (SPANS.length * SMALL_REGION_TYPES.length) ** length,
  );
  return {
    name: "small-merges",
    heardAs: ["merge"],
    bound:
      "up to 3 insertions into a list, of regions of type direct, direct-relaxable, reserved or msi that are bounded by " +
      "8 addresses, including 0 and 2^64; and 2 or 3 insertions into one list and, in the opposite order, into another",
    leftOut: "software MSI; different protections; inserting a whole list",
    symmetry: "cases that differ only in which of the six addresses between 0 and 2^64 they use, in the same order",
    plans: plans(),
    beforeSymmetry: counts.reduce((sum, count) => sum + count) + counts[2]! + counts[3]!,
  };
}
