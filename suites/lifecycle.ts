/** Functions and sub-hierarchies that come and go (VT-d 8.3.4; docs/rules.md, "Life cycle"). */

import type { Witness } from "../model/verdict.ts";
import { referenceCounts, returns } from "../oracle/function-references.ts";
import { outlivingListFaults, outlivingLists } from "../oracle/handed-out-lists.ts";
import { lifecycleHistory } from "../oracle/lifecycle-history.ts";
import { type LifecyclePart, lifecycleQueries } from "../oracle/lifecycle-queries.ts";
import { memoryFaults } from "../oracle/list-history.ts";
import type { MemoryFault, MemoryFaultKind } from "../oracle/memory-fault.ts";
import type { Observations } from "../oracle/observations.ts";
import { isMisuse, platformChanges } from "../oracle/platform-changes.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { dependsOnLists, memoryWitnesses } from "./about-faults.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = ["lifecycle"] as const;

interface AnswerRequirement extends Omit<Requirement, "level" | "streams" | "trigger" | "dependsOn" | "judge"> {
  readonly part: LifecyclePart;
}

/** A requirement on the answers behind one kind of change. */
function answers({ part, ...rest }: AnswerRequirement): Requirement {
  return {
    ...rest,
    level: "must",
    streams: STREAMS,
    trigger: (facts) => isProper(facts) && lifecycleQueries(facts).some((query) => query.part === part),
    dependsOn: (facts, step) => isChange(facts, step) || asksAbout(facts, step, part),
    judge(_facts, observed): readonly Witness[] | "not-observable" {
      const witnesses = answerWitnesses(observed, part);
      return witnesses.length > 0 || lifecycleHistory(observed).seen.has(part) ? witnesses : "not-observable";
    },
  };
}

function answerWitnesses(observed: Observations, wanted: LifecyclePart): readonly Witness[] {
  return lifecycleHistory(observed).faults.flatMap(({ kind, part, ...fault }) =>
    part === wanted ? [{ rule: kind, ...fault }] : [],
  );
}

function isChange({ scenario }: ScenarioFacts, step: number): boolean {
  const what = scenario.steps[step]?.do;
  return what === "add" || what === "remove";
}

/** Misuse has a requirement of its own: what it does, up to the end of the implementation, says nothing of others. */
function isProper(facts: ScenarioFacts): boolean {
  return platformChanges(facts).firstMisuse === Infinity;
}

function asksAbout(facts: ScenarioFacts, step: number, part: LifecyclePart): boolean {
  return lifecycleQueries(facts).some((query) => query.step === step && query.part === part);
}

/** What misuse may do to memory. */
const DAMAGE: ReadonlySet<MemoryFaultKind> = new Set([
  "changed",
  "leaked",
  "left-after-tear-down",
  "touched-after-free",
  "freed-again",
  "freed-while-listed",
  "freed-unknown",
]);

/** What steps of misuse do to memory, and what is done later to memory that they took. */
function misuseDamage(observed: Observations): readonly MemoryFault[] {
  const { facts } = observed;
  const { steps } = facts.scenario;
  const taken = new Set(
    platformChanges(facts)
      .all.filter(({ step }) => isMisuse(facts, step))
      .flatMap(({ step }) => observed.result(step).events ?? [])
      .flatMap((event) => (event.event === "alloc" ? [event.object] : [])),
  );
  return memoryFaults(observed).filter(({ step, kind, object }) => {
    // A list that has changed is found out when it is looked at.
    const at = kind === "changed" ? steps.findLastIndex((what, index) => index < step && what.do !== "read") : step;
    return isMisuse(facts, at) || (object !== undefined && taken.has(object));
  });
}

export const LIFECYCLE: readonly Requirement[] = [
  answers({
    id: "lifecycle/added",
    statement:
      "A function that is added gets what it would if it had been present from the start, and nothing before that; others keep what they have.",
    source: "VT-d 8.3.4; dmar_pci_bus_add_dev",
    when: "a function that was added for the first time or is yet to be added is queried, or another function is queried afterwards",
    part: "added",
  }),
  answers({
    id: "lifecycle/removed",
    statement:
      "A function that was removed is no longer covered by a scope that names it; others keep what they have, including those that share its RMRRs.",
    source: "VT-d 8.3.4; dmar_pci_bus_del_dev, dmar_remove_dev_scope",
    when: "a function that was removed is queried, or another function is queried afterwards",
    part: "removed",
  }),
  answers({
    id: "lifecycle/again",
    statement: "A function that is removed and added again gets what it got before, however often that happens.",
    source: "VT-d 8.3.4; dmar_pci_bus_notifier",
    when: "a function that was removed and added again is queried, or another function is queried afterwards",
    part: "again",
  }),
  answers({
    id: "lifecycle/subtree",
    statement:
      "A function that is added or removed along with a bridge above it, or with its physical function, is treated like one that is added or removed by itself.",
    source: "VT-d 8.3.1, 8.3.4; is_downstream_to_pci_bridge",
    when: "a function is queried that was added or removed along with a bridge above it or with its physical function",
    part: "subtree",
  }),
  {
    id: "lifecycle/handed-out-lists",
    level: "must",
    statement:
      "A list that is live while functions are added and removed stays as it was, even if it belongs to a removed function, and is freed cleanly.",
    source: "series 3/8; intel_iommu_get_resv_regions, iommu_put_resv_regions",
    when: "a function is added or removed while a list is live",
    streams: STREAMS,
    trigger: (facts) => isProper(facts) && outlivingLists(facts).size > 0,
    dependsOn: dependsOnLists,
    judge(facts, observed): readonly Witness[] | "not-observable" {
      const witnesses = outlivingListFaults(observed).map(({ kind, ...fault }) => ({ rule: kind, ...fault }));
      if (witnesses.length > 0) return witnesses;
      // Behind a step that failed, nothing is known of any list.
      const failed = observed.trace.steps.findIndex(({ status }) => status === "error");
      const isShown = (step: number): boolean => {
        const { status, regions } = observed.result(step);
        return (failed < 0 || step < failed) && status !== "unsupported" && regions !== undefined;
      };
      const isSeen = [...outlivingLists(facts)].some(
        ([{ from, inserts, reads }, change]) =>
          observed.result(change).status === "ok" &&
          [from, ...inserts, ...reads].some((look) => look < change && isShown(look)) &&
          reads.some((read) => read > change && isShown(read)),
      );
      return isSeen ? witnesses : "not-observable";
    },
  },
  {
    id: "lifecycle/device-references",
    level: "must",
    statement:
      "References to a removed function are dropped: whenever the same functions are present as before, no more memory is held than before.",
    source: "VT-d 8.3.4; dmar_remove_dev_scope, put_device",
    when: "a function that a scope names is removed and added, and the same functions are present as before",
    streams: STREAMS,
    trigger: (facts) => isProper(facts) && returns(facts).length > 0,
    dependsOn: isChange,
    judge(facts, observed): readonly Witness[] | "not-observable" {
      if (!observed.trace.observesMemory) return "not-observable";
      const { kept, seen } = referenceCounts(observed);
      if (!seen) return "not-observable";
      return kept.map(({ step, index, object, before, after }) => ({
        rule: "reference-kept",
        step,
        device: facts.labelOf(index),
        object,
        expected: `${before} objects`,
        received: `${after} objects`,
      }));
    },
  },
  {
    id: "lifecycle/twice",
    level: "robust",
    statement:
      "Adding a function that is present, or removing one that is absent, changes no answer about any function except those that come with it, then or later, and corrupts no memory.",
    source: "docs/rules.md, life cycle; dmar_insert_dev_scope",
    when: "a function is added while present or removed while absent",
    streams: STREAMS,
    trigger(facts): boolean {
      const { firstMisuse, knownUntil } = platformChanges(facts);
      return firstMisuse < knownUntil;
    },
    dependsOn: (facts, step) => isChange(facts, step) || asksAbout(facts, step, "twice"),
    judge(facts, observed): readonly Witness[] | "not-observable" {
      const { firstMisuse } = platformChanges(facts);
      const damage = misuseDamage(observed);
      const witnesses = [...answerWitnesses(observed, "twice"), ...memoryWitnesses(damage, DAMAGE)];
      const { status } = observed.result(firstMisuse);
      return witnesses.length > 0 || status === "ok" || status === "refused" ? witnesses : "not-observable";
    },
  },
];
