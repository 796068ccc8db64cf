/**
 * The queries of a scenario that are affected by added and removed functions, and how.
 *
 * Each is attributed to one kind of change: for a function that was itself added or removed, to that change; for one
 * that was taken along, to its sub-hierarchy; for one that stayed, to the latest change of another.
 */

import { NONE } from "./hierarchy.ts";
import { FORBIDDEN } from "./named-scope.ts";
import { concerns, platformChanges, type PlatformChange, wasThere } from "./platform-changes.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/**
 * The changes that requirements are about. `subtree`: a function was added or removed along with a bridge or its
 * physical function.
 */
export type LifecyclePart = "added" | "again" | "removed" | "subtree" | "twice";

/** Which device is queried: one that was added, one that is absent, or one that stayed while others changed. */
export type Standing = "came" | "absent" | "stayed";

export interface LifecycleQuery {
  readonly step: number;
  /** The index of the queried device. */
  readonly index: number;
  readonly part: LifecyclePart;
  readonly standing: Standing;
  /** The step at which the device was last added or removed; -1 if its presence has not changed since the start. */
  readonly since: number;
  /** `group`: the list of a group of which the device is a member. */
  readonly of: "get" | "has-rmrr" | "downstream" | "group";
}

const NO_QUERIES: readonly LifecycleQuery[] = [];

/** The queries after the first change, and those about absent functions, as far as presence is known. */
export function lifecycleQueries(facts: ScenarioFacts): readonly LifecycleQuery[] {
  return facts.derive(findQueries);
}

function findQueries(facts: ScenarioFacts): readonly LifecycleQuery[] {
  const { all, knownUntil } = platformChanges(facts);
  // Without any additions or removals, no query is about an absent function.
  if (all.length === 0) return NO_QUERIES;
  const queries: LifecycleQuery[] = [];
  const end = Math.min(facts.scenario.steps.length, knownUntil);
  for (let step = 0; step < end; step++) queries.push(...queriesAt(facts, step));
  return queries;
}

function queriesAt(facts: ScenarioFacts, step: number): readonly LifecycleQuery[] {
  const what = facts.scenario.steps[step]!;
  switch (what.do) {
    case "get":
      return queriesAbout(facts, [what.device], step, "get");
    case "group": {
      const { groups } = facts.scenario.platform;
      return queriesAbout(facts, groups.find(({ label }) => label === what.group)?.members ?? [], step, "group");
    }
    case "ask":
      if (what.predicate === "has-rmrr") return queriesAbout(facts, [what.device], step, "has-rmrr");
      // If either of the two functions is absent, nothing is judged.
      return what.predicate === "downstream" && isFunctionThere(facts, what.bridge, step)
        ? queriesAbout(facts, [what.device], step, "downstream")
        : NO_QUERIES;
    default:
      return NO_QUERIES;
  }
}

function isFunctionThere(facts: ScenarioFacts, label: string, step: number): boolean {
  const index = facts.hierarchy.indexOf(label);
  return index !== NONE && facts.presentAt(index, step);
}

function queriesAbout(
  facts: ScenarioFacts,
  labels: readonly string[],
  step: number,
  of: LifecycleQuery["of"],
): readonly LifecycleQuery[] {
  const queries: LifecycleQuery[] = [];
  for (const label of labels) {
    const index = facts.hierarchy.indexOf(label);
    // No scope names most devices, and checking all changes for each of them took a tenth of the time to judge a case.
    if (index === NONE || (of !== "downstream" && facts.coverage.of(index).namings.length === 0)) continue;
    const how = howAsked(facts, index, step);
    if (how !== undefined && isMeant(facts, index, of, how.standing)) queries.push({ step, index, of, ...how });
  }
  return queries;
}

type HowAsked = Pick<LifecycleQuery, "part" | "standing" | "since">;

/** True if additions and removals can make an answer wrong. */
function isMeant(facts: ScenarioFacts, index: number, of: LifecycleQuery["of"], standing: Standing): boolean {
  if (of === "downstream") return standing === "came";
  // For a member that stayed, its own get is enough.
  if (of === "group" && standing === "stayed") return false;
  // The device is due something, or would be if an absent function were present.
  const { namings, required } = facts.coverage.of(index);
  return standing === "absent" ? namings.some(({ strength }) => strength !== FORBIDDEN) : required > 0;
}

function howAsked(facts: ScenarioFacts, index: number, step: number): HowAsked | undefined {
  const { all, firstMisuse } = platformChanges(facts);
  const last = latest(all, step, () => true);
  const own = latest(all, step, (change) => moves(facts, change, index));
  const misused = step > firstMisuse;
  const since = own?.step ?? -1;
  if (!facts.presentAt(index, step)) {
    // A function absent from the start is judged as not yet added.
    const part = own === undefined ? "added" : own.index === index ? "removed" : "subtree";
    return { part: misused ? "twice" : part, standing: "absent", since };
  }
  if (last === undefined) return undefined;
  // A function queried since it was added counts as having arrived: later differences are due to another function.
  if (own === undefined || wasAskedBetween(facts, index, own.step, last.step)) {
    const part = last.kind === "added" || last.kind === "again" ? last.kind : "removed";
    return { part: misused ? "twice" : part, standing: "stayed", since };
  }
  const first = !wasThere(facts, index, own.step, all);
  const part = own.index !== index ? "subtree" : first ? "added" : "again";
  return { part: misused ? "twice" : part, standing: "came", since };
}

/** True if a change adds or removes a function, rather than finding it already present or absent. */
function moves(facts: ScenarioFacts, { index: changed, step }: PlatformChange, index: number): boolean {
  return concerns(facts, changed, index) && facts.presentAt(index, step) !== facts.presentAt(index, step + 1);
}

function wasAskedBetween(facts: ScenarioFacts, index: number, from: number, to: number): boolean {
  const isBetween = (asked: { readonly step: number; readonly index: number }): boolean =>
    asked.index === index && from < asked.step && asked.step < to;
  return facts.gets.some(isBetween) || facts.asks.some((ask) => ask.ask.predicate === "has-rmrr" && isBetween(ask));
}

function latest(
  changes: readonly PlatformChange[],
  step: number,
  wanted: (change: PlatformChange) => boolean,
): PlatformChange | undefined {
  return changes.findLast((change) => change.step < step && wanted(change));
}

/**
 * The numbers of the ranges that an absent function must not get: those given only by scopes that name it or another
 * absent function. What a present bridge gives is open, because a function that is not below it would never be queried.
 */
export function forbiddenRanges(facts: ScenarioFacts, index: number, step: number): ReadonlySet<number> {
  const { rmrrs } = facts.coverage;
  const dropped = new Set<number>();
  const open = new Set<number>();
  for (const { scope } of facts.coverage.of(index).namings) {
    const { range } = rmrrs[scope.rmrr]!;
    (facts.presentAt(scope.target, step) ? open : dropped).add(range);
  }
  for (const range of open) dropped.delete(range);
  return dropped;
}
