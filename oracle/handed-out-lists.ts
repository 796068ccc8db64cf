/** What becomes of lists that are alive while functions come and go. */

import { listLives, type ListLife } from "./list-lives.ts";
import { memoryFaults } from "./list-history.ts";
import { leastRegions } from "./member-addresses.ts";
import type { MemoryFault, MemoryFaultKind } from "./memory-fault.ts";
import type { Observations } from "./observations.ts";
import { concerns, platformChanges } from "./platform-changes.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/** Lists with something in them that outlive a change, by the first such change. */
export function outlivingLists(facts: ScenarioFacts): ReadonlyMap<ListLife, number> {
  return facts.derive(findOutlivingLists);
}

const NO_LISTS: ReadonlyMap<ListLife, number> = new Map();

function findOutlivingLists(facts: ScenarioFacts): ReadonlyMap<ListLife, number> {
  const { all, firstMisuse } = platformChanges(facts);
  if (all.length === 0) return NO_LISTS;
  const lists = new Map<ListLife, number>();
  for (const life of listLives(facts)) {
    const change = all.find(({ step }) => life.from < step && step < life.until && step < firstMisuse);
    if (change !== undefined && holdsSomething(facts, life)) lists.set(life, change.step);
  }
  return lists;
}

function holdsSomething(facts: ScenarioFacts, { origin, get }: ListLife): boolean {
  if (origin !== "got") return true;
  return get !== undefined && get.present && leastRegions(facts, get.index, facts.profile) > 0;
}

/** What a change does to lists, and what is wrong with a list once it has outlived one. */
const AT_THE_CHANGE: ReadonlySet<MemoryFaultKind> = new Set([
  "freed-while-listed",
  "touched-after-free",
  "freed-again",
]);
const AFTERWARDS: ReadonlySet<MemoryFaultKind> = new Set([
  ...AT_THE_CHANGE,
  "changed",
  "in-two-lists",
  "endless-list",
  "not-freed",
  "freed-twice",
  "frees-other-list",
]);

/** The faults of lists that outlive a change, unless lists that outlive none have the same. */
export function outlivingListFaults(observed: Observations): readonly MemoryFault[] {
  const { facts } = observed;
  const lists = outlivingLists(facts);
  const faults = memoryFaults(observed);
  if (lists.size === 0 || faults.length === 0) return [];
  const { all, firstMisuse } = platformChanges(facts);
  const changes = new Set(all.map(({ step }) => step).filter((step) => step < firstMisuse));
  const found: MemoryFault[] = [];
  const usual = new Set<MemoryFaultKind>();
  for (const fault of faults) {
    if (changes.has(fault.step)) {
      if (AT_THE_CHANGE.has(fault.kind)) found.push(fault);
      continue;
    }
    const life = listLives(facts).find(
      ({ label, from, until }) => label === fault.list && from <= fault.step && fault.step <= until,
    );
    const since = life === undefined ? undefined : lists.get(life);
    if (since === undefined || since > fault.step) usual.add(fault.kind);
    else if (AFTERWARDS.has(fault.kind) && isAboutTheChange(facts, life!, fault)) found.push(fault);
  }
  return found.filter(({ kind }) => !usual.has(kind));
}

/** A list that is put badly is charged here only if its device went while it was alive. */
function isAboutTheChange(facts: ScenarioFacts, { get, from }: ListLife, { kind, step }: MemoryFault): boolean {
  if (kind !== "not-freed" && kind !== "freed-twice" && kind !== "frees-other-list") return true;
  return platformChanges(facts).all.some(
    (change) =>
      change.kind === "removed" &&
      from < change.step &&
      change.step < step &&
      get !== undefined &&
      concerns(facts, change.index, get.index),
  );
}
