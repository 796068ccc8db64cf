/** Situations of groups: who their members are, how the members' regions overlap, and how long the sysfs text is. */

import { MSI_WINDOW, PAGE_SIZE } from "../model/region.ts";
import { isIsaBridge } from "../oracle/device-class.ts";
import { groupFacts, groupFactsOf } from "../oracle/group-facts.ts";
import { IntervalSet } from "../oracle/interval-set.ts";
import { dueOfGroup, type MemberRegion } from "../oracle/member-regions.ts";
import { MergeExpectation } from "../oracle/merge-expectation.ts";
import { FORBIDDEN } from "../oracle/named-scope.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { GREATEST_TEXT, sysfsText } from "../oracle/sysfs-text.ts";
import { RARE_SHARE, type Situation, USUAL_SHARE } from "./situation.ts";

const USUAL = { stream: "group", leastShare: USUAL_SHARE } as const;
const RARE = { stream: "group", leastShare: RARE_SHARE } as const;

/** Whether the predicate holds for the regions of some group that a step uses. */
function someGroup(facts: ScenarioFacts, holds: (regions: readonly MemberRegion[]) => boolean): boolean {
  return groupFacts(facts).some((fact) => holds(dueOfGroup(facts, fact).has));
}

function isOfRmrr({ type }: MemberRegion): boolean {
  return type === "direct" || type === "direct-relaxable";
}

/** Characters of the longest text that a step shows; 0 if none does. */
function longestText(facts: ScenarioFacts): number {
  return facts.derive(findLongestText).length;
}

function findLongestText(facts: ScenarioFacts): { readonly length: number } {
  const lengths = groupFactsOf(facts, "show").flatMap((fact) => {
    const { has, mayHave } = dueOfGroup(facts, fact);
    return [textLength(has), textLength([...has, ...mayHave])];
  });
  return { length: Math.max(0, ...lengths) };
}

function textLength(regions: readonly MemberRegion[]): number {
  const merged = new MergeExpectation(true);
  for (const region of regions) merged.insert(region);
  return sysfsText(merged.regions().map(({ start, end, type }) => ({ start, end, type: type! }))).length;
}

function isMoreThanOne(counts: readonly number[]): boolean {
  return counts.reduce((sum, count) => sum + count, 0) > 1;
}

/**
 * Regions that a device has, or may have, and that begin in page 0; two RMRRs of one range are two, and so is one
 * RMRR that names the device and a bridge above it: Linux lists it for each.
 */
function regionsInPageZero(facts: ScenarioFacts, member: number): number {
  const { coverage } = facts;
  const inPageZero = coverage
    .of(member)
    .namings.filter(({ strength }) => strength !== FORBIDDEN)
    .filter(({ scope }) => coverage.rmrrs[scope.rmrr]!.structure.base < PAGE_SIZE);
  const listed = new Set(inPageZero.map(({ scope }) => `${scope.rmrr} ${scope.target}`));
  const isIsa = isIsaBridge(facts.device(member)) && facts.profile.isaWindow !== "none";
  return listed.size + (isIsa ? 1 : 0);
}

export const GROUP_SITUATIONS: readonly Situation[] = [
  {
    name: "group-of-one-member",
    description: "A step uses a group with exactly one present member.",
    reached: USUAL,
    holds: (facts) => groupFacts(facts).some(({ members }) => members.length === 1),
  },
  {
    name: "group-of-several-members",
    description: "A step uses a group with several present members.",
    reached: USUAL,
    holds: (facts) => groupFacts(facts).some(({ members }) => members.length > 1),
  },
  {
    name: "group-member-absent",
    description: "A step uses a group with an absent member.",
    reached: USUAL,
    holds: (facts) => groupFacts(facts).some(({ absent }) => absent.length > 0),
  },
  {
    name: "group-member-not-pci",
    description: "A step uses a group with a member that is not PCI.",
    reached: USUAL,
    holds: (facts) => groupFacts(facts).some(({ members }) => members.some((member) => !facts.isFunction(member))),
  },
  {
    name: "direct-and-relaxable-overlap-in-group",
    description: "An address is direct for one member of a group and relaxable for another.",
    reached: USUAL,
    holds: (facts) =>
      someGroup(facts, (regions) => {
        const direct = IntervalSet.of(regions.filter(({ type }) => type === "direct"));
        return regions.some((region) => region.type === "direct-relaxable" && direct.meets(region));
      }),
  },
  {
    name: "member-region-over-interrupt-window",
    description: "An RMRR region of a group member overlaps the interrupt window.",
    reached: USUAL,
    holds: (facts) =>
      someGroup(facts, (regions) =>
        regions.some((region) => isOfRmrr(region) && IntervalSet.of([MSI_WINDOW]).meets(region)),
      ),
  },
  {
    name: "member-region-beside-interrupt-window",
    description: "An RMRR region of a group member is adjacent to the interrupt window.",
    reached: USUAL,
    holds: (facts) =>
      someGroup(facts, (regions) =>
        regions.some(({ start, end }) => end + 1n === MSI_WINDOW.start || start === MSI_WINDOW.end + 1n),
      ),
  },
  {
    name: "member-region-of-half-pages",
    description: "An RMRR region of a group member does not start or does not end on a page boundary.",
    reached: USUAL,
    holds: (facts) =>
      someGroup(facts, (regions) =>
        regions.some(({ start, end }) => start % PAGE_SIZE !== 0n || (end + 1n) % PAGE_SIZE !== 0n),
      ),
  },
  {
    name: "member-regions-share-page-zero",
    description: "Two regions that members of a group have, or may have, start in page 0.",
    reached: RARE,
    holds: (facts) =>
      groupFacts(facts).some(({ members }) => isMoreThanOne(members.map((member) => regionsInPageZero(facts, member)))),
  },
  {
    name: "group-text-near-a-page",
    description: "The sysfs text of a group is less than two lines shorter than a page, or longer than a page.",
    reached: RARE,
    holds: (facts) => longestText(facts) > GREATEST_TEXT - 100,
  },
  {
    name: "group-text-beyond-a-page",
    description: "The sysfs text of a group does not fit into a page.",
    reached: RARE,
    holds: (facts) => longestText(facts) > GREATEST_TEXT,
  },
];
