/**
 * What is peculiar about the lists of a scenario, as bits: what requirements on ownership are triggered by, and what a
 * trace has to have shown for them to be decided.
 */

import { isDueSomething, type ListLife, listLives } from "./list-lives.ts";
import type { Observations } from "./observations.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

/** There is a list. */
export const SOME_LIST = 1;
/** Two lists of one device with something in them are alive at once. */
export const LISTS_OF_ONE_DEVICE_MEET = 4;
/** After a list was overwritten or emptied, another one is looked at, or got. */
export const OUTLIVES_WRITE = 8;
/** A list that was got, with something in it, is put. */
export const PUT = 16;
/** A list with something in it is looked at again. */
export const LOOKED_AT_AGAIN = 32;
/** The regions of one device are got twice. */
export const ASKED_TWICE = 64;

/** The traits of the lists that a scenario asks for, if they hold what they are due. */
export function listTraits(facts: ScenarioFacts): number {
  return facts.derive(findListTraits);
}

/** The traits of the lists that a trace shows: of those that were not, or in which nothing was, nothing is known. */
export function seenListTraits(observed: Observations): number {
  return observed.derive(findSeenListTraits);
}

function findListTraits(facts: ScenarioFacts): number {
  const lives = listLives(facts);
  const filled = lives.filter((life) => isDueSomething(life, facts));
  return (lives.length > 0 ? SOME_LIST : 0) | traitsOf(filled, facts.scenario.steps.length);
}

function findSeenListTraits(observed: Observations): number {
  const { facts } = observed;
  const filled: ListLife[] = [];
  let isAnySeen = false;
  for (const life of listLives(facts)) {
    if (showsRegion(life, observed)) filled.push(asSeen(life, observed));
    // A list that is due nothing is seen if it is seen to be empty.
    else isAnySeen ||= !isDueSomething(life, facts) && observed.result(life.from).regions !== undefined;
  }
  return (isAnySeen || filled.length > 0 ? SOME_LIST : 0) | traitsOf(filled, facts.scenario.steps.length);
}

/** The traits of lists that have something in them, of a scenario with so many steps. */
function traitsOf(filled: readonly ListLife[], steps: number): number {
  /** How long a list of each device lasts at most. */
  const untilOf = new Map<number, number>();
  let traits = 0;
  for (const { from, until, origin, get, reads } of filled) {
    if (reads.length > 0) traits |= LOOKED_AT_AGAIN;
    if (origin !== "got") continue;
    if (until < steps) traits |= PUT;
    if (get === undefined) continue;
    // Lives are in the order in which they begin, so an earlier one only has to last.
    const earlier = untilOf.get(get.index);
    if (earlier !== undefined) traits |= earlier > from ? ASKED_TWICE | LISTS_OF_ONE_DEVICE_MEET : ASKED_TWICE;
    untilOf.set(get.index, Math.max(earlier ?? 0, until));
  }
  return outlivesWrite(filled) ? traits | OUTLIVES_WRITE : traits;
}

/** Whether a list was seen with a region in it, when it was got or when something was inserted. */
function showsRegion({ origin, from, inserts }: ListLife, observed: Observations): boolean {
  const hasRegion = (step: number): boolean => (observed.result(step).regions?.length ?? 0) > 0;
  return hasRegion(from) || (origin !== "got" && inserts.some(hasRegion));
}

/** A list with what was done with it; what was asked and not carried out is left out. */
function asSeen(life: ListLife, observed: Observations): ListLife {
  const isDone = (step: number): boolean => observed.result(step).status === "ok";
  return {
    ...life,
    until: isDone(life.until) ? life.until : observed.facts.scenario.steps.length,
    writes: life.writes.filter(isDone),
    reads: life.reads.filter((step) => observed.result(step).regions !== undefined),
  };
}

/** True if a list is got, or one that was there is looked at, after another one was written to. */
function outlivesWrite(lives: readonly ListLife[]): boolean {
  const written = lives.filter(({ writes }) => writes.length > 0).sort((a, b) => a.writes[0]! - b.writes[0]!);
  return lives.some((life) => {
    // The first write to another list than this one.
    const write = (life === written[0] ? written[1] : written[0])?.writes[0] ?? Infinity;
    return life.from > write ? life.origin === "got" : life.reads.some((read) => read > write);
  });
}
