/** Functions and sub-hierarchies that come and go (VT-d 8.3.4; SPEC of reserved regions, 7). */

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
      "A function that appears gets what it would if it had been there from the start, and nothing before; others keep what they have.",
    source: "VT-d 8.3.4; dmar_pci_bus_add_dev",
    when: "something is asked about a function that was added for the first time, or is still to be, or about another afterwards",
    part: "added",
  }),
  answers({
    id: "lifecycle/removed",
    statement:
      "A function that went away is covered no more by a scope that names it; others keep what they have, those that share its RMRRs included.",
    source: "VT-d 8.3.4; dmar_pci_bus_del_dev, dmar_remove_dev_scope",
    when: "something is asked about a function that was removed, or about another afterwards",
    part: "removed",
  }),
  answers({
    id: "lifecycle/again",
    statement:
      "A function that was removed and is added again gets what it got before, however often it goes and comes.",
    source: "VT-d 8.3.4; dmar_pci_bus_notifier",
    when: "something is asked about a function that was removed and added again, or about another afterwards",
    part: "again",
  }),
  answers({
    id: "lifecycle/subtree",
    statement:
      "What goes and comes with a bridge above it, or with its physical function, is answered for like what goes and comes by itself.",
    source: "VT-d 8.3.1, 8.3.4; is_downstream_to_pci_bridge",
    when: "something is asked about a function that came or went with a bridge above it or with its physical function",
    part: "subtree",
  }),
  {
    id: "lifecycle/handed-out-lists",
    level: "must",
    statement:
      "A list that is alive while functions come and go stays as it was, that of a function which goes included, and is freed cleanly.",
    source: "series 3/8; intel_iommu_get_resv_regions, iommu_put_resv_regions",
    when: "a function comes or goes while a list is alive",
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
      "References to a function that went away are dropped: whenever the same functions are there as before, no more memory is held than before.",
    source: "VT-d 8.3.4; dmar_remove_dev_scope, put_device",
    when: "a function that a scope names goes and comes, and the same functions are there as before",
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
      "Adding a function that is there, or removing one that is not, changes no answer about any function but those that come with it, then or later, and does no harm to memory.",
    source: "SPEC of reserved regions, life cycle; dmar_insert_dev_scope",
    when: "a function is added that is there, or removed that is not",
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
