/** What is made of the regions of a group: its list, its text in sysfs, its DMA domain. */

import type { Witness } from "../model/verdict.ts";
import { domainFaults, isMappable, isMapped } from "../oracle/dma-domains.ts";
import { type GroupFact, groupFactsOf, isGroupStep } from "../oracle/group-facts.ts";
import type { GroupFault, GroupFaultKind } from "../oracle/group-fault.ts";
import { groupListFaults, seenGroupLists } from "../oracle/group-lists.ts";
import { IntervalSet } from "../oracle/interval-set.ts";
import { dueOfGroup } from "../oracle/member-regions.ts";
import type { Observations } from "../oracle/observations.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { sysfsTextFaults } from "../oracle/sysfs-text.ts";
import { groupWitnesses } from "./about-faults.ts";
import { judgesTypes } from "./relaxable.ts";
import type { Requirement } from "./requirement.ts";

type Consumer = "group" | "show" | "map";

interface GroupRequirement extends Omit<Requirement, "streams" | "trigger" | "dependsOn" | "judge"> {
  /** The step that it is about. */
  readonly consumer: Consumer;
  readonly kinds: ReadonlySet<GroupFaultKind>;
  /** Whether a step could go wrong in its way. */
  concerns(fact: GroupFact, facts: ScenarioFacts): boolean;
  faults(observed: Observations): readonly GroupFault[];
  /** Whether the trace shows what decides it for a step; another step that is seen makes up for none that is not. */
  isSeen(observed: Observations, fact: GroupFact): boolean;
}

function group({ consumer, kinds, concerns, faults, isSeen, ...rest }: GroupRequirement): Requirement {
  return {
    ...rest,
    streams: ["group"],
    trigger: (facts) => groupFactsOf(facts, consumer).some((fact) => concerns(fact, facts)),
    dependsOn: (facts, step) => isGroupStep(facts, step, consumer),
    judge(facts, observed): readonly Witness[] | "not-observable" {
      const found = groupWitnesses(faults(observed), kinds);
      if (found.length > 0) return found;
      const isDecided = groupFactsOf(facts, consumer).some((fact) => concerns(fact, facts) && isSeen(observed, fact));
      return isDecided ? found : "not-observable";
    },
  };
}

/** Whether the profile says what a group list holds, in types that are compared. */
function judgesLists({ profile }: ScenarioFacts): boolean {
  return profile.mergesAdjacent !== "skipped" && judgesTypes(profile);
}

const LIST = {
  level: "policy",
  consumer: "group",
  faults: groupListFaults,
  isSeen: (observed: Observations, { step }: GroupFact) =>
    seenGroupLists(observed).some(({ fact }) => fact.step === step),
} as const;

/** What a domain shows: the mappings, or the addresses that are not handed out. */
function domain(shown: "mapped" | "dmaHoles"): Pick<GroupRequirement, "consumer" | "faults" | "isSeen"> {
  return {
    consumer: "map",
    faults: (observed) => domainFaults(observed)[shown === "mapped" ? "mappings" : "holes"],
    isSeen(observed, { step }) {
      const result = observed.result(step);
      return result.status === "ok" && result[shown] !== undefined && observed.knowsWhoIsThereAt(step);
    },
  };
}

function isTextSeen(observed: Observations, { step }: GroupFact): boolean {
  const { status, text } = observed.result(step);
  return status === "ok" && text !== undefined && observed.knowsWhoIsThereAt(step);
}

/** True if an address is direct for one member and relaxable for another. */
function hasBothTypes(fact: GroupFact, facts: ScenarioFacts): boolean {
  const { has } = dueOfGroup(facts, fact);
  const relaxable = has.filter(({ type }) => type === "direct-relaxable");
  if (relaxable.length === 0) return false;
  const direct = IntervalSet.of(has.filter(({ type }) => type === "direct"));
  return relaxable.some((region) => direct.meets(region));
}

export const GROUP: readonly Requirement[] = [
  group({
    ...LIST,
    id: "group/merge-of-members",
    statement:
      "The list of a group holds, type by type, the addresses of the regions of all members that are present, and no others, merged as if the members' lists had been inserted.",
    source: "iommu_get_group_resv_regions, iommu_insert_device_resv_regions",
    when: "the regions of a group are merged",
    kinds: new Set([
      "member-left-out",
      "addresses-missing",
      "absent-member-listed",
      "addresses-of-nobody",
      "otherwise-merged",
    ]),
    concerns: (_fact, facts) => judgesLists(facts),
  }),
  group({
    ...LIST,
    id: "group/both-types-visible",
    statement:
      "Where a range is direct for one member of a group and relaxable for another, the list of the group contains both.",
    source: "ABI iommu_groups/*/reserved_regions; iommu_insert_resv_region",
    when: "the regions of a group are merged, and some address is direct for one member and relaxable for another",
    kinds: new Set(["direct-hidden", "relaxable-hidden"]),
    concerns: (fact, facts) => judgesLists(facts) && hasBothTypes(fact, facts),
  }),
  group({
    id: "group/sysfs-text",
    level: "policy",
    statement:
      "The text of a group has one line per region, in the order of the list, with start, inclusive end (sixteen hexadecimal digits each) and type; a text that does not fit into the page is cut to what fits.",
    source: "ABI iommu_groups/*/reserved_regions; iommu_group_show_resv_regions",
    when: "the text of a group is read",
    consumer: "show",
    kinds: new Set([
      "longer-than-a-page",
      "line-format",
      "cut-short",
      "wrong-address",
      "wrong-type-in-text",
      "line-missing",
      "line-of-nothing",
      "lines-in-another-order",
    ]),
    concerns: (_fact, facts) => judgesLists(facts),
    faults: sysfsTextFaults,
    isSeen: isTextSeen,
  }),
  group({
    ...domain("mapped"),
    id: "group/direct-mappings",
    level: "must",
    statement:
      "In the DMA domain of a group, every page of every direct and relaxable region of every member is identity mapped for reading and writing, and none twice.",
    source: "VT-d 3.16, 8.4; series 7/8; iommu_create_device_direct_mappings",
    when: "the DMA domain of a group is set up, and a member has a direct or relaxable region",
    kinds: new Set(["direct-not-mapped", "relaxable-not-mapped", "partly-mapped", "mapped-twice", "wrong-access"]),
    concerns(fact, facts) {
      const due = dueOfGroup(facts, fact);
      return due.has.some(({ type }) => isMapped(type)) && isMappable(due);
    },
  }),
  group({
    ...domain("mapped"),
    id: "group/nothing-else-mapped",
    level: "policy",
    statement:
      "A new DMA domain of a group maps no page without a direct or relaxable region of a member in it: a device can reach what firmware reserves for it, and nothing else.",
    source: "VT-d 3.1; iommu_create_device_direct_mappings",
    when: "the DMA domain of a group is set up",
    kinds: new Set(["interrupt-window-mapped", "foreign-page-mapped"]),
    concerns: (fact, facts) => fact.members.length > 0 && isMappable(dueOfGroup(facts, fact)),
  }),
  group({
    ...domain("dmaHoles"),
    id: "group/dma-hole",
    level: "must",
    statement: "No address handed out for DMA in the domain of a group lies in a region of any of its members.",
    source: "VT-d 3.14, 3.16, 8.4; iova_reserve_iommu_regions",
    when: "the DMA domain of a group is set up, and a member has a region",
    kinds: new Set(["direct-handed-out", "relaxable-handed-out", "interrupt-window-handed-out", "partly-handed-out"]),
    concerns: (fact, facts) => dueOfGroup(facts, fact).has.length > 0,
  }),
];
