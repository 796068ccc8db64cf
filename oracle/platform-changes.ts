/** The steps that add and remove functions, and what each means when it happens. */

import { NONE } from "./hierarchy.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/**
 * The kind of change. `added`: the function was never present before; `again`: it was. `removed`: it is removed.
 * Misuse: `twice`, adding a present function; `absent`, removing an absent one. `orphan`: adding a function that cannot
 * be reached because the bridge above it or its physical function is absent; its result is not judged.
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
  /** The first step of misuse: anything observed later may be due to it. */
  readonly firstMisuse: number;
  /** The first step after which the set of present functions is unknown. */
  readonly knownUntil: number;
}

export function platformChanges(facts: ScenarioFacts): PlatformChanges {
  return facts.derive(findChanges);
}

/** True if a step adds a present function or removes an absent one. */
export function isMisuse(facts: ScenarioFacts, step: number): boolean {
  const change = platformChanges(facts).all.find((candidate) => candidate.step === step);
  return change !== undefined && (change.kind === "twice" || change.kind === "absent");
}

/** True if a step adds or removes any function; for a bridge that is already present, an absent function below it. */
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

/** True if a function was present at some time before a step. */
export function wasThere(
  facts: ScenarioFacts,
  index: number,
  step: number,
  changes: readonly PlatformChange[],
): boolean {
  // Presence changes only with changes, and each takes effect from the step after it.
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
