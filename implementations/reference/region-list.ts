/**
 * A doubly linked list of regions, the kind that callers of an IOMMU driver own.
 *
 * A region is linked through an entry of the list, not through fields of its own, so the same object can be linked into
 * two lists by mistake: that is the first of the natural faults, and it must be expressible.
 */

import type { RegionObject } from "../contract.ts";

/** An entry of a {@link RegionList}. */
export interface RegionEntry {
  readonly region: RegionObject;
  previous: RegionEntry | undefined;
  next: RegionEntry | undefined;
}

export class RegionList implements Iterable<RegionObject> {
  first: RegionEntry | undefined;
  last: RegionEntry | undefined;

  append(region: RegionObject): void {
    this.insertBefore(undefined, region);
  }

  /** Links a region before an entry of this list; at the end, if there is none. */
  insertBefore(next: RegionEntry | undefined, region: RegionObject): void {
    const previous = next === undefined ? this.last : next.previous;
    const entry: RegionEntry = { region, previous, next };
    if (previous === undefined) this.first = entry;
    else previous.next = entry;
    if (next === undefined) this.last = entry;
    else next.previous = entry;
  }

  /** Removes an entry from the list; the region is neither read nor freed, and `entry.next` remains valid. */
  unlink(entry: RegionEntry): void {
    if (entry.previous === undefined) this.first = entry.next;
    else entry.previous.next = entry.next;
    if (entry.next === undefined) this.last = entry.previous;
    else entry.next.previous = entry.previous;
  }

  unlinkAll(): void {
    this.first = undefined;
    this.last = undefined;
  }

  [Symbol.iterator](): Iterator<RegionObject> {
    return new RegionListIterator(this.first);
  }
}

/** Looks up the next entry before it returns a region, so the caller may unlink the region it was given. */
class RegionListIterator implements Iterator<RegionObject> {
  #next: RegionEntry | undefined;

  constructor(first: RegionEntry | undefined) {
    this.#next = first;
  }

  next(): IteratorResult<RegionObject> {
    const entry = this.#next;
    if (entry === undefined) return { done: true, value: undefined };
    this.#next = entry.next;
    return { done: false, value: entry.region };
  }
}
