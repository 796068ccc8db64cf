/**
 * What a list has to hold after a sequence of insertions: a set of addresses for each type.
 *
 * Regions of one type that overlap are one; those that touch are one if the profile joins them. Regions of
 * different types have nothing to do with each other.
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
  /** One set a type, by its place in the order of Linux; made when it is first needed. */
  readonly #sets: (IntervalSet | undefined)[] = REGION_TYPES.map(() => undefined);
  readonly inserted: RegionFields[] = [];

  constructor(joinsTouching: boolean) {
    this.#joinsTouching = joinsTouching;
  }

  insert(region: RegionFields): void {
    this.inserted.push(region);
    this.#set(TYPE_ORDER[region.type]).add(region);
  }

  /** The intervals of a type, by its place in the order of Linux, in ascending order. */
  intervals(type: number): readonly AddressRange[] {
    return this.#sets[type]?.intervals ?? [];
  }

  /** False if start and length cannot express what the list has to hold. */
  get isExpressible(): boolean {
    return !this.#sets.some((set) => {
      if (set?.intervals[0]?.start !== 0n) return false;
      // Pieces that touch and are kept apart are expressible each; whoever joins them is open then.
      return IntervalSet.of(set.intervals).intervals[0]!.end === MAXIMUM_ADDRESS;
    });
  }

  /** All regions, as today's Linux orders them. */
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
