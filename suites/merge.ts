/** Merging regions into a group list (series 1/8, and the ABI of sysfs `reserved_regions`). */

import type { Profile } from "../model/profile.ts";
import type { Witness } from "../model/verdict.ts";
import {
  ANYTHING,
  AT_THE_ENDS,
  madeLists,
  OVERLAPPING,
  SAME_START,
  SEVERAL,
  TOUCHING,
  TWICE,
  TYPES_MEET,
} from "../oracle/made-lists.ts";
import type { MergeFaultKind } from "../oracle/merge-fault.ts";
import { type MergeHistory, mergeHistory } from "../oracle/merge-history.ts";
import { memoryFaults } from "../oracle/list-history.ts";
import { listLives } from "../oracle/list-lives.ts";
import type { MemoryFaultKind } from "../oracle/memory-fault.ts";
import { sameInAnotherOrder } from "../oracle/same-insertions.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { dependsOnLists, memoryWitnesses, mergeWitnesses } from "./about-faults.ts";
import type { Requirement } from "./requirement.ts";

interface MergeRequirement extends Omit<Requirement, "streams" | "dependsOn" | "judge" | "level"> {
  readonly faults: ReadonlySet<MergeFaultKind>;
  /** Faults of memory that are charged to it as well. */
  readonly memoryFaults?: ReadonlySet<MemoryFaultKind>;
  /** Whether lists were seen that could have failed it. */
  isSeen(history: MergeHistory): boolean;
}

/** A requirement on what a merged list holds. */
function merging({ faults, memoryFaults: kinds, isSeen, trigger, ...rest }: MergeRequirement): Requirement {
  return {
    ...rest,
    level: "policy",
    streams: ["merge"],
    trigger: (facts) => facts.profile.mergesAdjacent !== "skipped" && trigger(facts),
    dependsOn: dependsOnLists,
    judge(_facts, observed): readonly Witness[] | "not-observable" {
      const history = mergeHistory(observed);
      const found = mergeWitnesses(history.faults, faults);
      const more = kinds === undefined ? found : [...found, ...memoryWitnesses(memoryFaults(observed), kinds)];
      return more.length > 0 || isSeen(history) ? more : "not-observable";
    },
  };
}

/** True if what is inserted into some list has one of these traits. */
function hasTraits(facts: ScenarioFacts, traits: number): boolean {
  return madeLists(facts).some((made) => (made.traits & traits) !== 0);
}

/** A requirement on lists that take regions with one of these traits, under profiles that have an opinion. */
function onLists(
  traits: number,
  isJudged: (profile: Profile) => boolean = () => true,
): Pick<MergeRequirement, "trigger" | "isSeen"> {
  return {
    trigger: (facts) => isJudged(facts.profile) && hasTraits(facts, traits),
    isSeen: ({ seenTraits }) => (seenTraits & traits) !== 0,
  };
}

const MEMORY = {
  level: "must",
  streams: ["merge", "ownership", "group", "assignment", "hierarchy", "table"],
  dependsOn: dependsOnLists,
} as const;

/** A requirement on what becomes of memory, whoever merges or gets. */
function judgesMemory(kinds: ReadonlySet<MemoryFaultKind>): Requirement["judge"] {
  return (_facts, observed) =>
    observed.trace.observesMemory ? memoryWitnesses(memoryFaults(observed), kinds) : "not-observable";
}

function usesLists(facts: ScenarioFacts): boolean {
  return listLives(facts).length > 0;
}

export const MERGE: readonly Requirement[] = [
  merging({
    id: "merge/order",
    statement: "A group list is ordered by start, either as a whole or within each type, as the profile says.",
    source: "ABI iommu_groups/*/reserved_regions; iommu_insert_resv_region",
    when: "several regions are inserted into a list",
    faults: new Set(["out-of-order"]),
    ...onLists(SEVERAL, ({ listOrder }) => listOrder === "start-then-type" || listOrder === "per-type-by-start"),
  }),
  merging({
    id: "merge/no-overlap",
    statement: "Regions of the same type in a group list do not overlap.",
    source: "series 1/8; iommu_insert_resv_region",
    when: "overlapping or adjacent regions of the same type are inserted into a list",
    faults: new Set(["overlap", "duplicate"]),
    ...onLists(OVERLAPPING | TOUCHING),
  }),
  merging({
    id: "merge/union-exact",
    statement:
      "For each type, the addresses in a group list are exactly those of the inserted regions, each once, and no region begins or ends where no inserted region does.",
    source: "series 1/8; iommu_insert_resv_region",
    when: "a region is inserted into a list",
    faults: new Set(["addresses-lost", "addresses-added", "not-a-range", "repeated", "split"]),
    memoryFaults: new Set(["endless-group-list"]),
    ...onLists(ANYTHING),
  }),
  merging({
    id: "merge/types-apart",
    statement:
      "Regions of different types are never merged; software MSI is a type of its own, although it is shown as msi.",
    source: "series 1/8; iommu_insert_resv_region",
    when: "overlapping or adjacent regions of different types are inserted into a list",
    faults: new Set(["joined-across-types"]),
    ...onLists(TYPES_MEET),
  }),
  merging({
    id: "merge/adjacent",
    statement: "Adjacent regions of the same type are merged in a group list or kept apart, as the profile says.",
    source: "iommu_insert_resv_region",
    when: "adjacent regions of the same type are inserted into a list",
    faults: new Set(["kept-apart", "joined"]),
    ...onLists(TOUCHING, ({ mergesAdjacent }) => mergesAdjacent !== "either"),
  }),
  merging({
    id: "merge/any-order",
    statement: "The ranges and types of a group list do not depend on the order of insertion.",
    source: "iommu_insert_resv_region",
    when: "the same regions are inserted into two lists in different orders",
    faults: new Set(["order-matters"]),
    isSeen: ({ seenInTwoOrders }) => seenInTwoOrders,
    trigger(facts) {
      const made = madeLists(facts);
      if (made.length < 2) return false;
      return made.some((later, i) =>
        made.slice(0, i).some((earlier) => sameInAnotherOrder(earlier.inserted, later.inserted)),
      );
    },
  }),
  merging({
    id: "merge/idempotent",
    statement:
      "Inserting a region a second time changes no range and no type in the group list; which object remains is unspecified.",
    source: "series 1/8; iommu_insert_resv_region",
    when: "a region is inserted twice into a list",
    faults: new Set(["changed-by-repetition"]),
    ...onLists(TWICE),
  }),
  merging({
    id: "merge/tie-order",
    statement:
      "Regions that start at the same address are ordered by type: direct, direct-relaxable, reserved, msi, software msi.",
    source: "iommu_insert_resv_region, enum iommu_resv_type",
    when: "regions of different types that start at the same address are inserted into a list",
    faults: new Set(["tie-out-of-order"]),
    ...onLists(SAME_START, ({ listOrder }) => listOrder === "start-then-type"),
  }),
  merging({
    id: "merge/address-space-ends",
    statement:
      "Nothing wraps around at the ends of the 64-bit space: regions that start at 0 or end at 2^64-1 are merged like any others.",
    source: "iommu_insert_resv_region",
    when: "a region that reaches either end of the address space is inserted into a list",
    faults: new Set(["overlap-at-the-end", "kept-apart-at-the-end", "lost-at-the-end", "added-at-the-end"]),
    ...onLists(AT_THE_ENDS),
  }),
  {
    id: "merge/copies-input",
    level: "must",
    statement:
      "Inserting copies the caller's region, including its protection, and neither links, changes nor frees it.",
    source: "series 1/8; iommu_insert_resv_region",
    when: "a region is inserted into a list",
    streams: ["merge"],
    dependsOn: dependsOnLists,
    trigger: (facts) => hasTraits(facts, ANYTHING),
    judge(_facts, observed): readonly Witness[] | "not-observable" {
      const history = mergeHistory(observed);
      const found = [
        ...memoryWitnesses(memoryFaults(observed), new Set(["input-linked", "input-changed", "input-freed"])),
        ...mergeWitnesses(history.faults, new Set(["protection-differs"])),
      ];
      return found.length > 0 || (history.seenTraits & ANYTHING) !== 0 ? found : "not-observable";
    },
  },
  {
    ...MEMORY,
    id: "merge/no-leak",
    statement:
      "After every step, the live region objects are exactly those in lists, and after tear-down no object is live.",
    source: "series 1/8; iommu_insert_resv_region",
    when: "regions are got or inserted",
    trigger: usesLists,
    judge: judgesMemory(new Set(["leaked", "left-after-tear-down"])),
  },
  {
    ...MEMORY,
    id: "merge/no-use-after-free",
    statement: "No object is read, written, listed or freed after it was freed, or without having been allocated.",
    source: "series 1/8; iommu_insert_resv_region",
    when: "regions are got or inserted",
    trigger: usesLists,
    judge: judgesMemory(
      new Set(["touched-after-free", "freed-again", "freed-while-listed", "freed-unknown", "never-allocated"]),
    ),
  },
];
