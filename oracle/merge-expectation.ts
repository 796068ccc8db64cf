/**
 * The required content of a list after a sequence of insertions: a set of addresses per type.
 *
 * Overlapping regions of one type become one; touching ones do if the profile joins them. Regions of different types do
 * not affect each other.
 */

import {
  type AddressRange,
  MAXIMUM_ADDRESS,
  REGION_TYPES,
  type RegionFields,
  type RegionType,
} from "../model/region.ts";
import { IntervalSet } from "./interval-set.ts";
import { byStartThenType, TYPE_ORDER } from "./region-order.ts";

export class MergeExpectation {
  readonly #joinsTouching: boolean;
  /** One set per type, by the rank of the type in Linux; created on first use. */
  readonly #sets: (IntervalSet | undefined)[] = REGION_TYPES.map(() => undefined);
  readonly inserted: RegionFields[] = [];

  constructor(joinsTouching: boolean) {
    this.#joinsTouching = joinsTouching;
  }

  insert(region: RegionFields): void {
    this.inserted.push(region);
    this.#set(TYPE_ORDER[region.type]).add(region);
  }

  /** The intervals of a type, given by its rank in Linux, in ascending order. */
  intervals(type: number): readonly AddressRange[] {
    return this.#sets[type]?.intervals ?? [];
  }

  /** False if start and length cannot express the required content. */
  get isExpressible(): boolean {
    return !this.#sets.some((set) => {
      if (set?.intervals[0]?.start !== 0n) return false;
      // Touching pieces that are kept apart can each be expressed; what happens if they are joined is open.
      return IntervalSet.of(set.intervals).intervals[0]!.end === MAXIMUM_ADDRESS;
    });
  }

  /** All regions, in the order of current Linux. */
  regions(): readonly (AddressRange & { readonly type: RegionType })[] {
    const regions = REGION_TYPES.flatMap((type) =>
      this.intervals(TYPE_ORDER[type]).map(({ start, end }) => ({ start, end, type, protection: 0 })),
    );
    return regions.toSorted(byStartThenType).map(({ start, end, type }) => ({ start, end, type }));
  }

  #set(type: number): IntervalSet {
    return (this.#sets[type] ??= new IntervalSet(this.#joinsTouching));
  }
}
