/** Situations of what Linux is known to do otherwise: words for its known divergences, which nothing has to reach. */

import { groupFactsOf } from "../oracle/group-facts.ts";
import { IntervalSet } from "../oracle/interval-set.ts";
import { dueRegions } from "../oracle/member-regions.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import type { Situation } from "./situation.ts";

export const LINUX_SITUATIONS: readonly Situation[] = [
  {
    name: "dma-domain-with-region-of-a-later-member",
    description: "A DMA domain is set up for a group of which a member has a region that the first one has not.",
    holds: hasRegionOfLaterMember,
  },
];

function hasRegionOfLaterMember(facts: ScenarioFacts): boolean {
  return groupFactsOf(facts, "map").some(({ members: [first, ...others] }) => {
    if (first === undefined || others.length === 0) return false;
    const ofFirst = IntervalSet.of(dueRegions(facts, first).has);
    return others.some((member) => dueRegions(facts, member).has.some((region) => !ofFirst.holds(region)));
  });
}
