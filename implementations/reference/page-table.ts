/**
 * A page table that records mappings as runs of pages: an RMRR of 1 GiB is one entry, not 262,144.
 *
 * Each run allocates memory, as real page tables do, so that mapping can fail when memory runs out.
 */

import { PAGE_SIZE, type AddressRange } from "../../model/region.ts";
import type { MappedRange } from "../../model/trace.ts";
import type { Memory } from "../contract.ts";

export class PageTable {
  readonly #memory: Memory;
  readonly #runs: MappedRange[] = [];
  readonly #allocations: object[] = [];

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** The mappings in the order in which they were made; pages mapped twice are listed twice. */
  get mapped(): readonly MappedRange[] {
    return this.#runs;
  }

  /** Maps a run of pages one to one; false if there is no memory. Nothing is checked: that is up to the caller. */
  map(start: bigint, end: bigint, protection: number): boolean {
    const allocation = this.#memory.allocateOther({ maySleep: true });
    if (allocation === undefined) return false;
    this.#allocations.push(allocation);
    this.#runs.push({ start, end, protection });
    return true;
  }

  /** The runs of pages in a page-aligned range that are not mapped yet. */
  unmappedRuns(range: AddressRange): AddressRange[] {
    const runs: AddressRange[] = [];
    let start = range.start;
    while (start <= range.end) {
      const covering = this.#runs.find((run) => run.start <= start && start <= run.end);
      if (covering === undefined) {
        const end = this.#lastBeforeNextRun(start, range.end);
        runs.push({ start, end });
        start = end + 1n;
      } else {
        start = covering.end + 1n;
      }
    }
    return runs;
  }

  free(): void {
    for (const allocation of this.#allocations) this.#memory.freeOther(allocation);
    this.#allocations.length = 0;
    this.#runs.length = 0;
  }

  #lastBeforeNextRun(start: bigint, end: bigint): bigint {
    let last = end;
    for (const run of this.#runs) if (run.start > start && run.start <= last) last = run.start - 1n;
    return last;
  }
}

/** The whole pages that contain a range. */
export function pagesOf({ start, end }: AddressRange): AddressRange {
  return { start: start - (start % PAGE_SIZE), end: end - (end % PAGE_SIZE) + PAGE_SIZE - 1n };
}
