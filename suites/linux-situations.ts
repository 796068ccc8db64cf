/** Situations of what Linux is known to do otherwise: words for its known divergences, which nothing has to reach. */

import { isBridge, type PciFunction } from "../model/platform.ts";
import { groupFactsOf } from "../oracle/group-facts.ts";
import { IntervalSet } from "../oracle/interval-set.ts";
import { dueRegions } from "../oracle/member-regions.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { pathFaults } from "./fault-situations.ts";
import { losesMembersRegionsInSilence } from "./group-memory.ts";
import { type MetByLengths, metByLengths } from "./length-walk.ts";
import type { Situation } from "./situation.ts";

/** What a walk meets that looks at nothing but Lengths. */
function met(what: MetByLengths, description: string): Situation {
  return {
    name: `lengths-lead-to-${what}`,
    description: `Whoever goes by the Lengths of the table as they are comes to ${description}.`,
    holds: (facts) => metByLengths(facts).has(what),
  };
}

export const LINUX_SITUATIONS: readonly Situation[] = [
  {
    name: "dma-domain-with-region-of-a-later-member",
    description: "A DMA domain is set up for a group of which a member has a region that the first one has not.",
    holds: hasRegionOfLaterMember,
  },
  {
    name: "dma-domain-without-memory",
    description: "A DMA domain is set up after allocations were made to fail.",
    holds: hasDomainWithoutMemory,
  },
  {
    name: "scope-that-does-not-fit",
    description:
      "A scope, of an RMRR or of another structure, leads to a function whose header it does not fit: an endpoint scope to a bridge, or a sub-hierarchy scope to an endpoint.",
    holds: hasScopeThatDoesNotFit,
  },
  {
    name: "memory-runs-out-in-the-list-of-a-member",
    description:
      "While the list of a group is made, memory runs out for the list of a member, and for nothing that is inserted.",
    holds: losesMembersRegionsInSilence,
  },
  met("structure-of-length-zero", "a structure of Length 0, which may be the zeros behind what there is"),
  met("scope-of-length-zero", "a scope of Length 0"),
  met("short-structure", "a structure that is shorter than its fields, or to bytes that are too few for one"),
  met("unreadable-scope", "a scope whose Length is below 8, odd, or past its structure"),
];

function hasScopeThatDoesNotFit(facts: ScenarioFacts): boolean {
  const faults = pathFaults(facts);
  if (faults.has("endpoint-scope-names-bridge") || faults.has("sub-hierarchy-scope-names-endpoint")) return true;
  // One that is matched by the number that a function has at present leads to it all the same.
  const { functions } = facts.scenario.platform;
  return facts.table.structures.some(({ structure }) => {
    if (!("scopes" in structure)) return false;
    return structure.scopes.some(({ type, startBus, path: [hop, ...further] }) => {
      if ((type !== 1 && type !== 2) || hop === undefined || further.length > 0) return false;
      const isNamed = (each: PciFunction): boolean =>
        each.segment === structure.segment &&
        each.bus === startBus &&
        each.device === hop.device &&
        each.function === hop.function;
      return functions.some((each) => isNamed(each) && isBridge(each) !== (type === 2));
    });
  });
}

function hasDomainWithoutMemory({ scenario }: ScenarioFacts): boolean {
  const isShort = scenario.steps.findIndex((step) => step.do === "fail-allocations");
  return isShort >= 0 && scenario.steps.some((step, index) => step.do === "map" && index > isShort);
}

function hasRegionOfLaterMember(facts: ScenarioFacts): boolean {
  return groupFactsOf(facts, "map").some(({ members: [first, ...others] }) => {
    if (first === undefined || others.length === 0) return false;
    const ofFirst = IntervalSet.of(dueRegions(facts, first).has);
    return others.some((member) => dueRegions(facts, member).has.some((region) => !ofFirst.holds(region)));
  });
}
