/**
 * Sets of addresses as sorted intervals, inclusive at both ends.
 *
 * The intervals of a set never overlap. Whether touching intervals are joined is a choice of each set: it makes no
 * difference to the addresses, but may to a list of regions.
 */

import type { AddressRange } from "../model/region.ts";

export class IntervalSet {
  /** In ascending order. */
  readonly intervals: AddressRange[] = [];
  readonly #joinsTouching: boolean;

  constructor(joinsTouching: boolean) {
    this.#joinsTouching = joinsTouching;
  }

  static of(ranges: Iterable<AddressRange>): IntervalSet {
    const set = new IntervalSet(true);
    for (const range of ranges) set.add(range);
    return set;
  }

  /** Adds a range. An inverted range, whose end is below its start, adds nothing. */
  add(range: AddressRange): void {
    let { start, end } = range;
    if (end < start) return;
    const { intervals } = this;
    const reach = this.#joinsTouching ? 1n : 0n;
    // Intervals before `from` end too early to overlap or touch the range.
    let from = intervals.length;
    while (from > 0 && intervals[from - 1]!.end + reach >= start) from--;
    let to = from;
    for (; to < intervals.length && intervals[to]!.start <= end + reach; to++) {
      const met = intervals[to]!;
      if (met.start < start) start = met.start;
      if (met.end > end) end = met.end;
    }
    if (from === intervals.length) intervals.push({ start, end });
    else intervals.splice(from, to - from, { start, end });
  }

  /** The addresses of this set that are not in the other, as joined intervals. */
  without(other: IntervalSet): AddressRange[] {
    const left: AddressRange[] = [];
    let next = 0;
    for (const { start, end } of this.intervals) {
      while (next < other.intervals.length && other.intervals[next]!.end < start) next++;
      let from = start;
      for (let at = next; at < other.intervals.length && other.intervals[at]!.start <= end; at++) {
        const hole = other.intervals[at]!;
        if (hole.start > from) left.push({ start: from, end: hole.start - 1n });
        from = hole.end + 1n;
      }
      if (from <= end) left.push({ start: from, end });
    }
    return left;
  }

  /** True if a range has an address in common with this set. */
  meets({ start, end }: AddressRange): boolean {
    const met = this.intervals[this.#firstNotBefore(start)];
    return met !== undefined && met.start <= end;
  }

  /** True if every address of a range is in this set. */
  holds({ start, end }: AddressRange): boolean {
    let next = start;
    for (let at = this.#firstNotBefore(start); next <= end; at++) {
      const interval = this.intervals[at];
      if (interval === undefined || interval.start > next) return false;
      next = interval.end + 1n;
    }
    return true;
  }

  /** The position of the first interval that does not end before an address. */
  #firstNotBefore(address: bigint): number {
    let from = 0;
    let to = this.intervals.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.intervals[middle]!.end < address) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}
