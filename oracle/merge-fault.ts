/** What can be wrong with a list into which regions were merged. */

import type { WitnessRegion } from "../model/verdict.ts";

/**
 * The kinds of fault.
 *
 * Order:
 * - `out-of-order`: by start
 * - `tie-out-of-order`: by type, where starts are equal
 *
 * Regions of one type:
 * - `overlap`, `duplicate`: two regions overlap or are equal
 * - `kept-apart`: adjacent regions are not merged, where the profile merges them
 * - `joined`: adjacent regions are merged, where the profile keeps them apart
 * - `split`: a region is divided where no inserted region starts or ends
 *
 * Addresses:
 * - `addresses-lost`, `addresses-added`, `not-a-range`
 * - `repeated`: listed regions overlap or are equal although no inserted regions overlap or are adjacent
 * - `joined-across-types`: an address has a type with which it was never inserted, taken from a region of another type
 *
 * The same at the ends of the address space: `overlap-at-the-end`, `kept-apart-at-the-end`, `lost-at-the-end`,
 * `added-at-the-end`.
 *
 * Other:
 * - `protection-differs`: from the protection of every part
 * - `changed-by-repetition`: inserting the same again changes the list
 * - `order-matters`: the result depends on the order of insertion
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
