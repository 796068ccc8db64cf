/** Situations of what Linux is known to do otherwise: words for its known divergences, which nothing has to reach. */

import { groupFactsOf } from "../oracle/group-facts.ts";
import { IntervalSet } from "../oracle/interval-set.ts";
import { dueRegions } from "../oracle/member-regions.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { losesMembersRegionsInSilence } from "./group-memory.ts";
import { type MetByLengths, metByLengths } from "./length-walk.ts";
import type { Situation } from "./situation.ts";
import { hasScopeThatDoesNotFit, hidesScopeThatFits } from "./unfitting-scopes.ts";
import { looksBelowNamedBridge, looksBelowNamedBridgeIfRenumbered, takesPlaceOfAnother } from "./wrong-coverage.ts";

/** What a walk meets that looks at nothing but Lengths. */
function met(what: MetByLengths, description: string): Situation {
  return {
    name: `lengths-lead-to-${what}`,
    description: `A walk that trusts the Lengths in the table arrives at ${description}.`,
    holds: (facts) => metByLengths(facts).has(what),
  };
}

export const LINUX_SITUATIONS: readonly Situation[] = [
  {
    name: "dma-domain-with-region-of-a-later-member",
    description:
      "A DMA domain is set up for a group with a member that has a region which the first member does not have.",
    holds: hasRegionOfLaterMember,
  },
  {
    name: "dma-domain-without-memory",
    description: "A DMA domain is set up after allocations were made to fail.",
    holds: (facts) => isDoneWithoutMemory(facts, "map"),
  },
  {
    name: "assignment-without-memory",
    description: "A group is assigned after allocations were made to fail.",
    holds: (facts) => isDoneWithoutMemory(facts, "attach"),
  },
  {
    name: "scope-that-does-not-fit",
    description:
      "A scope, of an RMRR or of another structure, leads to a function whose header type does not match: an endpoint scope to a bridge, or a sub-hierarchy scope to an endpoint.",
    holds: hasScopeThatDoesNotFit,
  },
  {
    name: "scope-that-does-not-fit-hides-one-that-does",
    description: "As scope-that-does-not-fit, and a scope whose type matches names that function too.",
    holds: hidesScopeThatFits,
  },
  {
    name: "bus-of-another-segment-below-named-bridge",
    description:
      "A function is on a bus number that a bridge of another segment, named by a sub-hierarchy scope, has below it.",
    holds: looksBelowNamedBridge,
  },
  {
    name: "bus-of-another-segment-below-named-bridge-if-renumbered",
    description:
      "As bus-of-another-segment-below-named-bridge, with the present bus numbers behind bridges or with other ones.",
    holds: looksBelowNamedBridgeIfRenumbered,
  },
  {
    name: "function-added-twice-takes-a-place",
    description:
      "A function is added that is already present, and an RMRR that names it has a further scope that is read.",
    holds: takesPlaceOfAnother,
  },
  {
    name: "memory-runs-out-in-the-list-of-a-member",
    description: "While the list of a group is built, memory runs out for the list of a member, but for no insertion.",
    holds: losesMembersRegionsInSilence,
  },
  met("structure-of-length-zero", "a structure of Length 0, possibly formed by zero bytes after the last structure"),
  met("scope-of-length-zero", "a scope of Length 0"),
  met("short-structure", "a structure that is shorter than its fields, or at bytes that are too few for a structure"),
  met("unreadable-scope", "a scope whose Length is below 8, is odd, or extends beyond its structure"),
];

function isDoneWithoutMemory({ scenario: { steps } }: ScenarioFacts, what: "map" | "attach"): boolean {
  const short = steps.findIndex((step) => step.do === "fail-allocations");
  return steps.findLastIndex((step) => step.do === what) > short && short >= 0;
}

function hasRegionOfLaterMember(facts: ScenarioFacts): boolean {
  return groupFactsOf(facts, "map").some(({ members: [first, ...others] }) => {
    if (first === undefined || others.length === 0) return false;
    const ofFirst = IntervalSet.of(dueRegions(facts, first).has);
    return others.some((member) => dueRegions(facts, member).has.some((region) => !ofFirst.holds(region)));
  });
}
