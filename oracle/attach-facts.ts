/** The assignments of a scenario, and the expected result of each. */

import type { AttachStep } from "../model/scenario.ts";
import { type AttachExpectation, attachExpectation } from "./attach-expectation.ts";
import { isMapped } from "./dma-domains.ts";
import { type GroupFact, groupFactsOf } from "./group-facts.ts";
import { dueOfGroup, dueRegions } from "./member-regions.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

export interface AttachFact {
  readonly fact: GroupFact & { readonly what: AttachStep };
  readonly due: AttachExpectation;
  /** Some member, present or not, has an RMRR region that may lock the group, or be thought to. */
  readonly hasRmrr: boolean;
  /**
   * Nothing but its regions can prevent the assignment. Refusal is open if a mapping lies beyond the aperture, or if
   * the group mixes PCI devices and others, which VFIO accepts only since Linux 6.2.
   */
  readonly isOrdinary: boolean;
}

/** The `attach` steps of groups with members, in order. */
export function attachFacts(facts: ScenarioFacts): readonly AttachFact[] {
  return facts.derive(findAttachFacts);
}

function findAttachFacts(facts: ScenarioFacts): readonly AttachFact[] {
  const found: AttachFact[] = [];
  for (const fact of groupFactsOf(facts, "attach")) {
    const { aperture, mappings } = fact.what;
    // An empty group cannot be opened, and inverted ranges say nothing.
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
