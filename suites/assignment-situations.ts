/** Situations of assigning groups: where apertures and existing mappings are relative to the regions of the members. */

import { type AddressRange, PAGE_SIZE } from "../model/region.ts";
import { type AttachFact, attachFacts } from "../oracle/attach-facts.ts";
import { dueOfGroup, type MemberRegion } from "../oracle/member-regions.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { type Situation, USUAL_SHARE } from "./situation.ts";

const USUAL = { stream: "assignment", leastShare: USUAL_SHARE } as const;

function someAttach(facts: ScenarioFacts, holds: (attach: AttachFact) => boolean): boolean {
  return attachFacts(facts).some(holds);
}

/** Whether the relation holds between some range of an assignment and some region of the group. */
function somePair(
  facts: ScenarioFacts,
  ranges: (attach: AttachFact) => readonly AddressRange[],
  holds: (range: AddressRange, region: MemberRegion) => boolean,
): boolean {
  return someAttach(facts, (attach) => {
    const { has } = dueOfGroup(facts, attach.fact);
    return ranges(attach).some((range) => has.some((region) => holds(range, region)));
  });
}

function touch(one: AddressRange, other: AddressRange): boolean {
  return one.end + 1n === other.start || other.end + 1n === one.start;
}

function overlapByAPage(one: AddressRange, other: AddressRange): boolean {
  const start = one.start > other.start ? one.start : other.start;
  const end = one.end < other.end ? one.end : other.end;
  const isPart = one.start < start || one.end > end;
  return end - start + 1n === PAGE_SIZE && isPart;
}

function contains(one: AddressRange, other: AddressRange): boolean {
  return one.start <= other.start && other.end <= one.end;
}

function mappingSituation(
  name: string,
  how: string,
  holds: (mapping: AddressRange, region: MemberRegion) => boolean,
): Situation {
  return {
    name: `mapping-${name}`,
    description: `When a group is assigned, an existing mapping ${how} a region of a member.`,
    reached: USUAL,
    holds: (facts) => somePair(facts, ({ fact }) => fact.what.mappings, holds),
  };
}

export const ASSIGNMENT_SITUATIONS: readonly Situation[] = [
  {
    name: "locked-group-assigned",
    description: "A group with a locked member is assigned.",
    reached: USUAL,
    holds: (facts) => someAttach(facts, ({ due }) => due.verdict === "locked"),
  },
  {
    name: "locked-member-behind-another",
    description: "A group is assigned in which a member that is not locked precedes the first locked one.",
    reached: USUAL,
    holds: (facts) =>
      someAttach(facts, ({ due, fact }) => due.verdict === "locked" && due.lockedBy !== fact.members[0]),
  },
  {
    name: "relaxable-group-assigned",
    description: "A group whose members have relaxable regions, and no direct ones, is assigned.",
    reached: USUAL,
    holds: (facts) => someAttach(facts, ({ due, hasRmrr }) => due.verdict !== "locked" && hasRmrr),
  },
  {
    name: "mappings-in-conflict",
    description: "When a group is assigned, an existing mapping overlaps a region of it that is not relaxable.",
    reached: USUAL,
    holds: (facts) => someAttach(facts, ({ due }) => due.verdict === "conflict"),
  },
  mappingSituation("touches-region", "is adjacent to", touch),
  mappingSituation("overlaps-region-by-a-page", "overlaps, by exactly one page,", overlapByAPage),
  mappingSituation("contains-region", "contains", contains),
  mappingSituation("within-region", "is contained in", (mapping, region) => contains(region, mapping)),
  {
    name: "mapping-between-regions",
    description: "When a group is assigned, an existing mapping lies between two of its regions.",
    reached: USUAL,
    holds: (facts) =>
      someAttach(facts, ({ fact }) => {
        const { has } = dueOfGroup(facts, fact);
        return fact.what.mappings.some(
          ({ start, end }) => has.some((region) => region.end < start) && has.some((region) => end < region.start),
        );
      }),
  },
  {
    name: "aperture-cuts-region",
    description: "A group is assigned with an aperture that starts or ends within a region of a member.",
    reached: USUAL,
    holds: (facts) =>
      somePair(
        facts,
        ({ fact }) => [fact.what.aperture],
        ({ start, end }, region) =>
          (region.start < start && start <= region.end) || (region.start <= end && end < region.end),
      ),
  },
  {
    name: "nothing-left-of-aperture",
    description: "A group is assigned with an aperture that its regions cover completely.",
    reached: { ...USUAL, leastShare: 0.005 },
    holds: (facts) => someAttach(facts, ({ due }) => due.verdict === "usable" && due.usable.intervals.length === 0),
  },
];
