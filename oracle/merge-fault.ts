/** What can be wrong with a list into which regions were merged. */

import type { WitnessRegion } from "../model/verdict.ts";

/**
 * The kinds of fault.
 *
 * Order: `out-of-order` by start, `tie-out-of-order` by type at equal starts.
 *
 * Regions of one type: `overlap`, `duplicate`; `kept-apart` although they touch, `joined` although they only
 * touch, `split` where nothing that was inserted begins or ends.
 *
 * Addresses: `addresses-lost`, `addresses-added`, `not-a-range`, `repeated` although nothing overlaps or touches; `joined-across-types` if an address has a type
 * that only regions of another type were inserted with.
 *
 * At the ends of the address space: `overlap-at-the-end`, `kept-apart-at-the-end`, `lost-at-the-end`,
 * `added-at-the-end`.
 *
 * Otherwise: `protection-differs` from that of every part, `changed-by-repetition`, `order-matters`.
 */
export type MergeFaultKind =
  | "out-of-order"
  | "tie-out-of-order"
  | "overlap"
  | "duplicate"
  | "kept-apart"
  | "joined"
  | "split"
  | "addresses-lost"
  | "addresses-added"
  | "not-a-range"
  | "repeated"
  | "joined-across-types"
  | "overlap-at-the-end"
  | "kept-apart-at-the-end"
  | "lost-at-the-end"
  | "added-at-the-end"
  | "protection-differs"
  | "changed-by-repetition"
  | "order-matters";

export interface MergeFault {
  readonly kind: MergeFaultKind;
  readonly step: number;
  readonly list: string;
  readonly otherList?: string;
  readonly expected: readonly WitnessRegion[];
  readonly received: readonly WitnessRegion[];
}
