/** Who owns the regions that a get hands out: the caller, and nobody else (series 3/8). */

import type { Witness } from "../model/verdict.ts";
import { memoryFaults } from "../oracle/list-history.ts";
import {
  ASKED_TWICE,
  LISTS_OF_ONE_DEVICE_MEET,
  listTraits,
  LOOKED_AT_AGAIN,
  OUTLIVES_WRITE,
  PUT,
  seenListTraits,
  SOME_LIST,
} from "../oracle/list-traits.ts";
import type { MemoryFaultKind } from "../oracle/memory-fault.ts";
import { dependsOnLists, memoryWitnesses } from "./about-faults.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = ["ownership", "hierarchy", "merge", "table"] as const;

interface OwnershipRequirement extends Omit<Requirement, "streams" | "trigger" | "dependsOn" | "judge"> {
  readonly faults: ReadonlySet<MemoryFaultKind>;
  /** What the lists have to be like, as bits: one of them is enough. */
  readonly traits: number;
  /** Nothing can be said if the implementation does not account for its memory. */
  readonly needsMemory?: boolean;
}

function ownership({ faults, traits, needsMemory = false, ...rest }: OwnershipRequirement): Requirement {
  return {
    ...rest,
    streams: STREAMS,
    trigger: (facts) => (listTraits(facts) & traits) !== 0,
    dependsOn: dependsOnLists,
    judge(_facts, observed): readonly Witness[] | "not-observable" {
      if (needsMemory && !observed.trace.observesMemory) return "not-observable";
      const found = memoryWitnesses(memoryFaults(observed), faults);
      return found.length > 0 || (seenListTraits(observed) & traits) !== 0 ? found : "not-observable";
    },
  };
}

export const OWNERSHIP: readonly Requirement[] = [
  ownership({
    id: "ownership/distinct-objects",
    level: "must",
    statement: "No region object is in two live lists, or twice in one list, and every list is finite.",
    source: "series 3/8; intel_iommu_get_resv_regions",
    when: "a list is got or created",
    faults: new Set(["in-two-lists", "twice-in-one-list", "endless-list"]),
    traits: SOME_LIST,
  }),
  ownership({
    id: "ownership/fresh-per-get",
    level: "must",
    statement: "Two lists of one device that are live at the same time hold equal sets of regions and share no object.",
    source: "series 3/8; intel_iommu_get_resv_regions",
    when: "two lists of one device are live at the same time",
    faults: new Set(["shared-object", "unequal-lists"]),
    traits: LISTS_OF_ONE_DEVICE_MEET,
  }),
  ownership({
    id: "ownership/isolated-writes",
    level: "must",
    statement: "A caller that overwrites or empties its list affects no other live list and no later get.",
    source: "series 3/8; intel_iommu_get_resv_regions",
    when: "a list is overwritten or emptied, and another one is read again or got afterwards",
    faults: new Set(["changed-by-write", "later-get-changed"]),
    traits: OUTLIVES_WRITE,
  }),
  ownership({
    id: "ownership/put-frees-own",
    level: "must",
    statement: "Putting a list frees exactly the objects of that list, of every type, in whatever order lists are put.",
    source: "series 3/8; iommu_put_resv_regions",
    when: "a list that was got is put",
    faults: new Set(["not-freed", "freed-twice", "frees-other-list"]),
    needsMemory: true,
    traits: PUT,
  }),
  ownership({
    id: "ownership/undisturbed",
    level: "must",
    statement:
      "A list that nobody writes to stays the same, object by object, whatever is got, put, inserted or queried in the meantime, and a repeated get of a device gives the same regions.",
    source: "series 3/8; docs/rules.md, memory and context",
    when: "a list is read again, or a device is got twice",
    faults: new Set(["changed", "later-get-differs"]),
    traits: LOOKED_AT_AGAIN | ASKED_TWICE,
  }),
];
