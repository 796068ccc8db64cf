/**
 * The steps that speak of a group, and which of its members are there when they do.
 *
 * Nearly every scenario has no group at all, and then this is one look at the platform.
 */

import type { AttachStep, GroupStep, MapStep, ShowStep } from "../model/scenario.ts";
import { NONE } from "./hierarchy.ts";
import { platformChanges } from "./platform-changes.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/** A step that speaks of a group. */
export interface GroupFact {
  readonly step: number;
  readonly what: GroupStep | ShowStep | MapStep | AttachStep;
  /** Indices of the members that are there, in their order, each once: functions first, then other devices. */
  readonly members: readonly number[];
  /** Indices of the members that are not there. */
  readonly absent: readonly number[];
  /** What is there has changed this often before the step: what was got under the same number still holds. */
  readonly epoch: number;
}

const NO_FACTS: readonly GroupFact[] = [];

/** The steps that speak of a group of the platform, in order. */
export function groupFacts(facts: ScenarioFacts): readonly GroupFact[] {
  return facts.scenario.platform.groups.length === 0 ? NO_FACTS : facts.derive(findGroupFacts);
}

/** Those of one kind. */
export function groupFactsOf<Kind extends GroupFact["what"]["do"]>(
  facts: ScenarioFacts,
  kind: Kind,
): readonly (GroupFact & { readonly what: Extract<GroupFact["what"], { readonly do: Kind }> })[] {
  return groupFacts(facts).filter(
    (fact): fact is GroupFact & { readonly what: Extract<GroupFact["what"], { readonly do: Kind }> } =>
      fact.what.do === kind,
  );
}

/** Whether a step is of this kind and speaks of a group of the platform. */
export function isGroupStep(facts: ScenarioFacts, step: number, kind: GroupFact["what"]["do"]): boolean {
  return groupFactsOf(facts, kind).some((fact) => fact.step === step);
}

/** The epoch of each step: how many steps before it have added or removed a function. */
export function epochs(facts: ScenarioFacts): readonly number[] {
  return facts.derive(findEpochs);
}

function findEpochs({ scenario }: ScenarioFacts): readonly number[] {
  let epoch = 0;
  return scenario.steps.map((step) => (step.do === "add" || step.do === "remove" ? epoch++ : epoch));
}

function findGroupFacts(facts: ScenarioFacts): readonly GroupFact[] {
  const { steps, platform } = facts.scenario;
  const membersOf = new Map(platform.groups.map(({ label, members }) => [label, new Set(members)]));
  const found: GroupFact[] = [];
  // Whether a function is there whose bridge is away is open, and so is everything that follows.
  const end = Math.min(steps.length, platformChanges(facts).knownUntil);
  for (let step = 0; step < end; step++) {
    const what = steps[step]!;
    if (!("group" in what)) continue;
    const labels = membersOf.get(what.group);
    // A step that speaks of a group that the platform does not have says nothing.
    if (labels === undefined) continue;
    const members: number[] = [];
    const absent: number[] = [];
    for (const label of labels) {
      const index = facts.indexOf(label);
      if (index !== NONE) (facts.presentAt(index, step) ? members : absent).push(index);
    }
    // What becomes of an RMRR that is no range is open, and so is what follows from it for the group.
    if (members.some((index) => facts.coverage.of(index).unjudged)) continue;
    found.push({ step, what, members, absent, epoch: epochs(facts)[step]! });
  }
  return found;
}
