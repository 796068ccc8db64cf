/** The assignments of a scenario, and what must become of each. */

import type { AttachStep } from "../model/scenario.ts";
import { type AttachExpectation, attachExpectation } from "./attach-expectation.ts";
import { isMapped } from "./dma-domains.ts";
import { type GroupFact, groupFactsOf } from "./group-facts.ts";
import { dueOfGroup, dueRegions } from "./member-regions.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

export interface AttachFact {
  readonly fact: GroupFact & { readonly what: AttachStep };
  readonly due: AttachExpectation;
  /** Some member, present or not, has a region of an RMRR: it may lock the group, or be taken to. */
  readonly hasRmrr: boolean;
  /**
   * Nothing but its regions speaks against the group. Refusing it is open if a mapping lies beyond the aperture, and
   * if its members are of several buses, PCI and another: VFIO takes such a group since Linux 6.2 only.
   */
  readonly isOrdinary: boolean;
}

/** The `attach` steps of groups with somebody in them, in order. */
export function attachFacts(facts: ScenarioFacts): readonly AttachFact[] {
  return facts.derive(findAttachFacts);
}

function findAttachFacts(facts: ScenarioFacts): readonly AttachFact[] {
  const found: AttachFact[] = [];
  for (const fact of groupFactsOf(facts, "attach")) {
    const { aperture, mappings } = fact.what;
    // A group with nobody in it cannot be opened, and ranges that are none say nothing.
    if (fact.members.length === 0 || [aperture, ...mappings].some(({ start, end }) => end < start)) continue;
    const everybody = [...fact.members, ...fact.absent];
    found.push({
      fact,
      due: attachExpectation(facts, dueOfGroup(facts, fact), aperture, mappings),
      hasRmrr: everybody.some((member) => dueRegions(facts, member).has.some(({ type }) => isMapped(type))),
      isOrdinary:
        mappings.every(({ start, end }) => aperture.start <= start && end <= aperture.end) &&
        fact.members.every((member) => facts.isFunction(member) === facts.isFunction(fact.members[0]!)),
    });
  }
  return found;
}
