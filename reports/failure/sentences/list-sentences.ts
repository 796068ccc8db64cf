/** Lists, the objects in them, and what merging makes of them. */

import { capitalised } from "../../text/capitalised.ts";
import type { MemoryFaultKind } from "../../../oracle/memory-fault.ts";
import type { MergeFaultKind } from "../../../oracle/merge-fault.ts";
import type { WitnessScene } from "../witness-scene.ts";
import type { SentencesOf } from "./sentence.ts";

/** What can happen to the region that a caller hands in to be merged. */
type InputFault = "input-linked" | "input-changed" | "input-freed";

function otherList(s: WitnessScene): string {
  return s.witness.otherList === undefined ? "another list" : s.list(s.witness.otherList);
}

function object(s: WitnessScene): string {
  return capitalised(s.object());
}

export const OBJECTS: SentencesOf<Exclude<MemoryFaultKind, InputFault>> = {
  "in-two-lists": (s) => `${object(s)} is in ${s.list()} and in ${otherList(s)}, both live`,
  "twice-in-one-list": (s) => `${object(s)} is twice in ${s.list()}`,
  "endless-list": (s) => `${s.listFirst()} does not end`,
  "endless-group-list": (s) => `${s.listFirst()} does not end after merging`,
  "shared-object": (s) =>
    `Two lists of ${s.device()}, live at the same time, share ${s.object()}: ${s.list()} and ${otherList(s)}`,
  "unequal-lists": (s) => `Two lists of ${s.device()}, live at the same time, differ: ${s.list()} and ${otherList(s)}`,
  "changed-by-write": (s) => `${s.listFirst()} has changed after the caller of ${otherList(s)} wrote to its own`,
  changed: (s) => `${s.listFirst()} has changed, although its caller did nothing to it`,
  "later-get-changed": (s) => `A get of ${s.device()} gives something else after a caller wrote to its own list`,
  "later-get-differs": (s) =>
    `A get of ${s.device()} gives something else than before, and nothing in between explains it`,
  "not-freed": (s) => `Putting ${s.list()} does not free ${s.object()}, which is in it`,
  "freed-twice": (s) => `Putting ${s.list()} frees ${s.object()} twice`,
  "frees-other-list": (s) => `Putting ${s.list()} frees ${s.object()}, which is in ${otherList(s)}`,
  leaked: (s) => `${object(s)} is live and in no list`,
  "left-after-tear-down": (s) => `${object(s)} is still live after tear-down`,
  "left-after-failed-start": (s) => `${object(s)} is still live after a start that reported that it had no memory`,
  "touched-after-free": (s) => `${object(s)} is read or written after it was freed`,
  "freed-again": (s) => `${object(s)} is freed again`,
  "freed-while-listed": (s) =>
    `${object(s)} is freed while it is in ${s.witness.otherList === undefined ? s.list() : otherList(s)}`,
  "freed-unknown": (s) => `${object(s)} is freed, but was never allocated`,
  "never-allocated": (s) => `${object(s)} is in ${s.list()}, but was never allocated`,
};

export const MERGING: SentencesOf<MergeFaultKind | InputFault> = {
  "input-linked": (s) => `The caller's region ${s.object()} itself is linked into ${s.list()} instead of a copy`,
  "input-changed": (s) => `Inserting into ${s.list()} changes the caller's region`,
  "input-freed": (s) => `Inserting into ${s.list()} frees the caller's region ${s.object()}`,
  "out-of-order": (s) => `${s.listFirst()} is not in order of start`,
  "tie-out-of-order": (s) => `Regions of equal start in ${s.list()} are not in order of type`,
  overlap: (s) => `Regions of one type in ${s.list()} overlap`,
  duplicate: (s) => `A region is in ${s.list()} twice`,
  "kept-apart": (s) => `Adjacent regions of the same type are kept apart in ${s.list()}`,
  joined: (s) => `Regions of the same type that are merely adjacent are merged in ${s.list()}`,
  split: (s) => `A region in ${s.list()} begins or ends where no inserted region does`,
  "addresses-lost": (s) => `Addresses that were inserted are missing from ${s.list()}`,
  "addresses-added": (s) => `There are addresses in ${s.list()} that nobody inserted`,
  repeated: (s) => `An address is in ${s.list()} twice, although no inserted regions overlap or are adjacent`,
  "not-a-range": (s) => `A region in ${s.list()} ends before it starts`,
  "joined-across-types": (s) => `An address in ${s.list()} has a type with which it was not inserted`,
  "overlap-at-the-end": (s) => `Regions of one type in ${s.list()} overlap at an end of the address space`,
  "kept-apart-at-the-end": (s) =>
    `Adjacent regions of the same type at an end of the address space are kept apart in ${s.list()}`,
  "lost-at-the-end": (s) => `Addresses at an end of the address space are missing from ${s.list()}`,
  "added-at-the-end": (s) => `There are addresses at an end of the address space in ${s.list()} that nobody inserted`,
  "protection-differs": (s) => `A region in ${s.list()} has a protection with which none of its parts was inserted`,
  "changed-by-repetition": (s) => `${s.listFirst()} has changed after a region was inserted a second time`,
  "order-matters": (s) =>
    `${s.listFirst()} and ${otherList(s)} differ, although the same regions were inserted, in different orders`,
};
