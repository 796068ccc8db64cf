/** The steps that add and remove functions, and what each means at its moment. */

import { NONE } from "./hierarchy.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/**
 * What a change is. `added`: the function was never there before; `again`: it was. `removed`: it goes. Misuse:
 * `twice`, adding what is there; `absent`, removing what is not. `orphan`: adding what cannot be reached, because
 * the bridge above it or its physical function is not there, of which nothing can be said.
 */
export type ChangeKind = "added" | "again" | "removed" | "twice" | "absent" | "orphan";

export interface PlatformChange {
  readonly step: number;
  readonly kind: ChangeKind;
  /** The function that the step names. */
  readonly index: number;
}

export interface PlatformChanges {
  readonly all: readonly PlatformChange[];
  /** The first step of misuse: what is seen behind it may come from that. */
  readonly firstMisuse: number;
  /** The first step behind which it is not known who is there. */
  readonly knownUntil: number;
}

export function platformChanges(facts: ScenarioFacts): PlatformChanges {
  return facts.derive(findChanges);
}

/** True if a step adds what is there or removes what is not. */
export function isMisuse(facts: ScenarioFacts, step: number): boolean {
  const change = platformChanges(facts).all.find((candidate) => candidate.step === step);
  return change !== undefined && (change.kind === "twice" || change.kind === "absent");
}

/** True if somebody comes or goes with a step: with a bridge that is there already, what below it is not there yet. */
export function movesAnybody(facts: ScenarioFacts, step: number): boolean {
  return facts.hierarchy.functions.some(
    (_, index) => facts.presentAt(index, step) !== facts.presentAt(index, step + 1),
  );
}

function findChanges(facts: ScenarioFacts): PlatformChanges {
  const { steps } = facts.scenario;
  const all: PlatformChange[] = [];
  for (let step = 0; step < steps.length; step++) {
    const change = steps[step]!;
    if (change.do !== "add" && change.do !== "remove") continue;
    const index = facts.hierarchy.indexOf(change.device);
    if (index === NONE) continue;
    const kind = change.do === "add" ? kindOfAdd(facts, index, step, all) : kindOfRemoval(facts, index, step);
    all.push({ step, kind, index });
  }
  const firstOf = (...kinds: readonly ChangeKind[]): number =>
    all.find(({ kind }) => kinds.includes(kind))?.step ?? Infinity;
  return { all, firstMisuse: firstOf("twice", "absent", "orphan"), knownUntil: firstOf("orphan") };
}

function kindOfRemoval(facts: ScenarioFacts, index: number, step: number): ChangeKind {
  return facts.presentAt(index, step) ? "removed" : "absent";
}

function kindOfAdd(facts: ScenarioFacts, index: number, step: number, before: readonly PlatformChange[]): ChangeKind {
  if (facts.presentAt(index, step)) return "twice";
  const { parent, physicalFunction } = facts.hierarchy;
  const isReachable = [parent[index]!, physicalFunction[index]!].every(
    (holder) => holder === NONE || facts.presentAt(holder, step),
  );
  if (!isReachable) return "orphan";
  return wasThere(facts, index, step, before) ? "again" : "added";
}

/** True if a function was there at some time before a step. */
export function wasThere(
  facts: ScenarioFacts,
  index: number,
  step: number,
  changes: readonly PlatformChange[],
): boolean {
  // Who is there changes with changes only, and each counts from the step behind it on.
  return (
    facts.presentAt(index, 0) || changes.some((change) => change.step < step && facts.presentAt(index, change.step + 1))
  );
}

/** True if a change of one function takes another one along, or is its own. */
export function concerns({ hierarchy }: ScenarioFacts, changed: number, index: number): boolean {
  if (index === changed || hierarchy.isBelow(index, changed)) return true;
  const physical = hierarchy.physicalFunction[index]!;
  return physical !== NONE && (physical === changed || hierarchy.isBelow(physical, changed));
}
