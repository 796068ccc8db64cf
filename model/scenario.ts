/**
 * A scenario: a platform and what is done with it, step by step.
 *
 * Everything operates on scenarios: they are generated, executed, judged, shrunk, stored, sent to an adapter and
 * replayed. Steps refer to devices, groups and lists by label and never by position, so that a scenario keeps its
 * meaning while it shrinks.
 */

import type { Platform } from "./platform.ts";
import type { AddressRange, RegionFields } from "./region.ts";

/** Get the reserved regions of a device into a new list owned by the caller. */
export interface GetStep {
  readonly do: "get";
  readonly device: string;
  readonly list: string;
}

/**
 * Put a list. A list that came from `get` is put by the implementation; any other is freed region by region by the
 * caller. The list no longer exists afterwards.
 */
export interface PutStep {
  readonly do: "put";
  readonly list: string;
}

/** Insert a copy of a region owned by the caller into a group list, which is created if it does not exist. */
export interface InsertStep {
  readonly do: "insert";
  readonly list: string;
  readonly region: RegionFields;
}

/** Insert a copy of every region of `source`, in order, stopping at the first failure. */
export interface InsertAllOfStep {
  readonly do: "insert-all-of";
  readonly list: string;
  readonly source: string;
}

/** Read a list again, without asking the implementation. */
export interface ReadStep {
  readonly do: "read";
  readonly list: string;
}

/** The caller overwrites every region of its list with {@link SCRIBBLE}. */
export interface ScribbleStep {
  readonly do: "scribble";
  readonly list: string;
}

/** The caller unlinks and frees every region of its list; the list remains alive, empty. */
export interface EmptyStep {
  readonly do: "empty";
  readonly list: string;
}

/** Merge the regions of all members of a group into a new list. */
export interface GroupStep {
  readonly do: "group";
  readonly group: string;
  readonly list: string;
}

/** Read the text of `iommu_groups/N/reserved_regions` in sysfs. */
export interface ShowStep {
  readonly do: "show";
  readonly group: string;
}

/** Set up the DMA domain of a group: its direct mappings, and the addresses never allocated for DMA. */
export interface MapStep {
  readonly do: "map";
  readonly group: string;
}

/** Assign a group to user space (VFIO, iommufd) with an aperture and existing mappings. */
export interface AttachStep {
  readonly do: "attach";
  readonly group: string;
  readonly aperture: AddressRange;
  readonly mappings: readonly AddressRange[];
}

/** Query a predicate of a device. */
export interface AskStep {
  readonly do: "ask";
  readonly predicate: "has-rmrr" | "relaxable" | "locked";
  readonly device: string;
}

/** Query whether a device is downstream of a bridge. */
export interface AskDownstreamStep {
  readonly do: "ask";
  readonly predicate: "downstream";
  readonly device: string;
  readonly bridge: string;
}

/** A function is added, with its whole sub-hierarchy and its virtual functions. */
export interface AddStep {
  readonly do: "add";
  readonly device: string;
}

/** A function is removed, with its whole sub-hierarchy and its virtual functions. */
export interface RemoveStep {
  readonly do: "remove";
  readonly device: string;
}

/** Of the allocations from the next step on, the `first`-th (counted from 1) and the `count - 1` after it fail. */
export interface FailAllocationsStep {
  readonly do: "fail-allocations";
  readonly first: number;
  readonly count: number;
}

/**
 * The implementation releases everything, as for {@link TearDownStep}, and is started again on the same table with the
 * functions that are present at that moment. Lists that callers hold remain theirs. An implementation that reports
 * `no-memory` holds nothing, and its answers are not judged until a later restart is `ok`.
 */
export interface RestartStep {
  readonly do: "restart";
}

/** The implementation releases everything it can. */
export interface TearDownStep {
  readonly do: "tear-down";
}

export type Step =
  | GetStep
  | PutStep
  | InsertStep
  | InsertAllOfStep
  | ReadStep
  | ScribbleStep
  | EmptyStep
  | GroupStep
  | ShowStep
  | MapStep
  | AttachStep
  | AskStep
  | AskDownstreamStep
  | AddStep
  | RemoveStep
  | FailAllocationsStep
  | RestartStep
  | TearDownStep;

/** What {@link ScribbleStep} writes: values that appear in no firmware table and no window. */
export const SCRIBBLE: RegionFields = {
  start: 0x5c51_bb1e_0000n,
  end: 0x5c51_bb1e_ffffn,
  type: "reserved",
  protection: 0,
};

/** Every scenario ends with `read` and `put` of every live list, and a `tear-down`. */
export interface Scenario {
  readonly platform: Platform;
  readonly steps: readonly Step[];
}
