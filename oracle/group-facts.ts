/**
 * The steps that refer to a group, and which of its members are present at that time.
 *
 * Nearly every scenario has no group at all, and then this is a single check of the platform.
 */

import type { AttachStep, GroupStep, MapStep, ShowStep } from "../model/scenario.ts";
import { NONE } from "./hierarchy.ts";
import { platformChanges } from "./platform-changes.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/** A step that refers to a group. */
export interface GroupFact {
  readonly step: number;
  readonly what: GroupStep | ShowStep | MapStep | AttachStep;
  /** Indices of the present members, in order, each once: functions first, then other devices. */
  readonly members: readonly number[];
  /** Indices of the absent members. */
  readonly absent: readonly number[];
  /**
   * How often the set of present functions has changed before the step: a result from the same epoch is still valid.
   */
  readonly epoch: number;
}

const NO_FACTS: readonly GroupFact[] = [];

/** The steps that refer to a group of the platform, in order. */
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

/** Whether a step is of this kind and refers to a group of the platform. */
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
  // Whether a function whose bridge is absent is present is open, and so is everything that follows.
  const end = Math.min(steps.length, platformChanges(facts).knownUntil);
  for (let step = 0; step < end; step++) {
    const what = steps[step]!;
    if (!("group" in what)) continue;
    const labels = membersOf.get(what.group);
    // A step that refers to a group that the platform does not have says nothing.
    if (labels === undefined) continue;
    const members: number[] = [];
    const absent: number[] = [];
    for (const label of labels) {
      const index = facts.indexOf(label);
      if (index !== NONE) (facts.presentAt(index, step) ? members : absent).push(index);
    }
    // The handling of an RMRR with an inverted range is open, and so are its effects on the group.
    if (members.some((index) => facts.coverage.of(index).unjudged)) continue;
    found.push({ step, what, members, absent, epoch: epochs(facts)[step]! });
  }
  return found;
}
