/** What happens to lists that are alive while functions are added and removed. */

import { isDueSomething, type ListLife, listLives } from "./list-lives.ts";
import { memoryFaults } from "./list-history.ts";
import type { MemoryFault, MemoryFaultKind } from "./memory-fault.ts";
import type { Observations } from "./observations.ts";
import { concerns, type PlatformChange, platformChanges } from "./platform-changes.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/** Non-empty lists that outlive a change, with the first such change. */
export function outlivingLists(facts: ScenarioFacts): ReadonlyMap<ListLife, number> {
  return facts.derive(findOutlivingLists);
}

function findOutlivingLists(facts: ScenarioFacts): ReadonlyMap<ListLife, number> {
  const { firstMisuse } = platformChanges(facts);
  const lists = new Map<ListLife, number>();
  for (const life of listLives(facts)) {
    const [change] = changesDuring(facts, life);
    if (change !== undefined && change.step < firstMisuse && isDueSomething(life, facts)) lists.set(life, change.step);
  }
  return lists;
}

function changesDuring(facts: ScenarioFacts, { from, until }: ListLife): readonly PlatformChange[] {
  return platformChanges(facts).all.filter(({ step }) => from < step && step < until);
}

/** Faults that occur at the change itself. */
const AT_THE_CHANGE: ReadonlySet<MemoryFaultKind> = new Set([
  "freed-while-listed",
  "touched-after-free",
  "freed-again",
]);
/** Faults of a list after it has outlived a change. */
const AFTERWARDS: ReadonlySet<MemoryFaultKind> = new Set([...AT_THE_CHANGE, "changed", "in-two-lists", "endless-list"]);
/** Faults of the put of a list whose device was removed while it was alive; the put of any other has its own rules. */
const OF_THE_PUT: ReadonlySet<MemoryFaultKind> = new Set(["not-freed", "freed-twice", "frees-other-list"]);

/** The faults of lists that outlive a change, unless lists that outlive none have the same faults. */
export function outlivingListFaults(observed: Observations): readonly MemoryFault[] {
  const { facts } = observed;
  const lists = outlivingLists(facts);
  const changes = new Set(platformChanges(facts).all.map(({ step }) => step));
  const found: MemoryFault[] = [];
  const usual = new Set<MemoryFaultKind>();
  for (const fault of memoryFaults(observed)) {
    if (changes.has(fault.step)) {
      if (AT_THE_CHANGE.has(fault.kind)) found.push(fault);
      continue;
    }
    // A label may be given to several lists, one after another.
    const life = listLives(facts).find(({ label, until }) => label === fault.list && fault.step <= until);
    const since = life && lists.get(life);
    if (since === undefined || since > fault.step) usual.add(fault.kind);
    else if (AFTERWARDS.has(fault.kind) || (OF_THE_PUT.has(fault.kind) && losesDevice(facts, life!))) found.push(fault);
  }
  return found.filter(({ kind }) => !usual.has(kind));
}

/** True if the device of a list is removed while the list is alive. */
function losesDevice(facts: ScenarioFacts, life: ListLife): boolean {
  const { get } = life;
  return changesDuring(facts, life).some(
    ({ kind, index }) => kind === "removed" && get !== undefined && concerns(facts, index, get.index),
  );
}
