/**
 * The questions of a scenario that functions which come and go have to do with, and how.
 *
 * Each is charged to one kind of change: for a function that came or went itself, to that; for one that was taken
 * along, to its sub-hierarchy; for one that stayed, to the latest change of another.
 */

import { NONE } from "./hierarchy.ts";
import { FORBIDDEN } from "./named-scope.ts";
import { concerns, platformChanges, type PlatformChange, wasThere } from "./platform-changes.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/** The changes that requirements are about. `subtree`: a function came or went with a bridge, or with its physical one. */
export type LifecyclePart = "added" | "again" | "removed" | "subtree" | "twice";

/** Who is asked: one that came, one that is not there, or one that stayed while others came and went. */
export type Standing = "came" | "absent" | "stayed";

export interface LifecycleQuery {
  readonly step: number;
  /** The index of the device that is asked. */
  readonly index: number;
  readonly part: LifecyclePart;
  readonly standing: Standing;
  /** The step at which the device came or went last; -1 if it was there, or was not, from the start. */
  readonly since: number;
  /** `group`: the list of a group is merged of which the device is a member. */
  readonly of: "get" | "has-rmrr" | "downstream" | "group";
}

const NO_QUERIES: readonly LifecycleQuery[] = [];

/** The questions behind the first change, or of what is not there, as far as it is known who is. */
export function lifecycleQueries(facts: ScenarioFacts): readonly LifecycleQuery[] {
  return facts.derive(findQueries);
}

function findQueries(facts: ScenarioFacts): readonly LifecycleQuery[] {
  const { all, knownUntil } = platformChanges(facts);
  // Where nothing ever comes or goes, nobody asks about what is not there.
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
      // Of two functions of which one is not there, nothing is to be said.
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
    // Most are named by nobody, and to look at all changes for each of them took a tenth of judging a case.
    if (index === NONE || (of !== "downstream" && facts.coverage.of(index).namings.length === 0)) continue;
    const how = howAsked(facts, index, step);
    if (how !== undefined && isMeant(facts, index, of, how.standing)) queries.push({ step, index, of, ...how });
  }
  return queries;
}

type HowAsked = Pick<LifecycleQuery, "part" | "standing" | "since">;

/** True if an answer can go wrong by what came and went. */
function isMeant(facts: ScenarioFacts, index: number, of: LifecycleQuery["of"], standing: Standing): boolean {
  if (of === "downstream") return standing === "came";
  // Of a member that stayed, the get of itself tells.
  if (of === "group" && standing === "stayed") return false;
  // The device is due something, or would be if something were there that is not.
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
    // One that was not there from the start is not there before it is added.
    const part = own === undefined ? "added" : own.index === index ? "removed" : "subtree";
    return { part: misused ? "twice" : part, standing: "absent", since };
  }
  if (last === undefined) return undefined;
  // Whoever was asked since it came has arrived: what changes afterwards is for the sake of another.
  if (own === undefined || wasAskedBetween(facts, index, own.step, last.step)) {
    const part = last.kind === "added" || last.kind === "again" ? last.kind : "removed";
    return { part: misused ? "twice" : part, standing: "stayed", since };
  }
  const first = !wasThere(facts, index, own.step, all);
  const part = own.index !== index ? "subtree" : first ? "added" : "again";
  return { part: misused ? "twice" : part, standing: "came", since };
}

/** True if a function comes or goes with a change; one that is there, or is not, already does not. */
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
 * The ranges that a function must not get while it is not there, by number: those that only scopes give it which
 * name itself or another that is not there. What a bridge gives that is there is open: nobody asks about a
 * function that is not below it.
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
