/** The different address ranges of a table's RMRRs, numbered in the order in which they first occur. */

import type { AddressRange } from "../model/region.ts";

/** The number that stands for a range not in the table. */
export const NO_RANGE = -1;

export class RangeTable {
  readonly #ranges: AddressRange[] = [];
  /** The latest range with each start, and for each range the previous one with the same start. */
  readonly #latestByStart = new Map<bigint, number>();
  readonly #previous: number[] = [];

  get size(): number {
    return this.#ranges.length;
  }

  at(index: number): AddressRange {
    return this.#ranges[index]!;
  }

  /** The number of a range, which is added if it is new. */
  add(start: bigint, end: bigint): number {
    const known = this.find(start, end);
    if (known !== NO_RANGE) return known;
    const index = this.#ranges.push({ start, end }) - 1;
    this.#previous.push(this.#latestByStart.get(start) ?? NO_RANGE);
    this.#latestByStart.set(start, index);
    return index;
  }

  /** The number of the range that has exactly this start and end, or `NO_RANGE`. */
  find(start: bigint, end: bigint): number {
    let index = this.#latestByStart.get(start) ?? NO_RANGE;
    while (index !== NO_RANGE && this.#ranges[index]!.end !== end) index = this.#previous[index]!;
    return index;
  }
}
