/** What can be wrong with objects and lists, regardless of the content of the regions. */

import type { ObjectIdentity } from "../model/trace.ts";
import type { WitnessRegion } from "../model/verdict.ts";

/**
 * The kinds of fault. Only the first fault of each object is reported, because whatever else happens to a shared
 * object, or to one that was freed too early, follows from it.
 *
 * Lists:
 * - `in-two-lists`, `twice-in-one-list`: an object is linked more than once
 * - `endless-list`, `endless-group-list`: the walk over a list from a get, or over a merged list, does not end
 *
 * Two lists of one device that are alive at once:
 * - `shared-object`: they share an object
 * - `unequal-lists`: they differ
 *
 * Changes that the owner of a list did not make:
 * - `changed-by-write`: the list changed after another one was overwritten or emptied
 * - `changed`: the list changed without that
 * - `later-get-changed`, `later-get-differs`: a later get of the device returns something else, with and without such a
 *   write in between
 *
 * Put:
 * - `not-freed`, `freed-twice`: objects of the list
 * - `frees-other-list`: objects of another list are freed
 *
 * Insert:
 * - `input-linked`, `input-changed`, `input-freed`: the region that the caller passed
 *
 * Lifetime of objects:
 * - `leaked`, `left-after-tear-down`, `left-after-failed-start`: never freed, or not freed by then
 * - `touched-after-free`, `freed-again`, `freed-while-listed`: freed too early or too often
 * - `freed-unknown`, `never-allocated`: an object that was never allocated is freed, or found in a list
 */
export type MemoryFaultKind =
  | "in-two-lists"
  | "twice-in-one-list"
  | "endless-list"
  | "endless-group-list"
  | "shared-object"
  | "unequal-lists"
  | "changed-by-write"
  | "changed"
  | "later-get-changed"
  | "later-get-differs"
  | "not-freed"
  | "freed-twice"
  | "frees-other-list"
  | "input-linked"
  | "input-changed"
  | "input-freed"
  | "leaked"
  | "left-after-tear-down"
  | "left-after-failed-start"
  | "touched-after-free"
  | "freed-again"
  | "freed-while-listed"
  | "freed-unknown"
  | "never-allocated";

export interface MemoryFault {
  readonly kind: MemoryFaultKind;
  readonly step: number;
  readonly list?: string;
  readonly otherList?: string;
  readonly device?: string;
  readonly otherDevice?: string;
  readonly object?: ObjectIdentity;
  readonly expected?: readonly WitnessRegion[];
  readonly received?: readonly WitnessRegion[];
  /** The place in the implementation where it happened. */
  readonly message?: string;
}
