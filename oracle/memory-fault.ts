/** What can be wrong with objects and lists, regardless of the content of the regions. */

import type { ObjectIdentity } from "../model/trace.ts";
import type { WitnessRegion } from "../model/verdict.ts";

/**
 * The kinds of fault. Each object is charged once, with the first thing that is wrong with it: what else becomes
 * of a shared object, or of one that was freed too early, follows from that.
 *
 * Lists: `in-two-lists`, `twice-in-one-list`, `endless-list` that was got and `endless-group-list` that was merged.
 *
 * Two lists of one device, alive at once: `shared-object`, `unequal-lists`.
 *
 * What a caller did not do: `changed-by-write` (another list was overwritten or emptied before), `changed`
 * (otherwise), `later-get-changed` and `later-get-differs` (a later get of the device gives something else, with
 * and without such a write in between).
 *
 * A put: `not-freed`, `freed-twice`, `frees-other-list`.
 *
 * Inserting: `input-linked`, `input-changed`, `input-freed`.
 *
 * Otherwise: `leaked`, `left-after-tear-down`, `left-after-failed-start`, `touched-after-free`, `freed-again`, `freed-while-listed`,
 * `freed-unknown`, `never-allocated`.
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
