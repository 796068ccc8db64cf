/**
 * What is peculiar about the lists of a scenario, as bits: what requirements on ownership are triggered by, and what a
 * trace has to have shown for them to be decided.
 */

import { type ListLife, listLives } from "./list-lives.ts";
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
  const filled = lives.filter((life) => isDue(life, facts));
  return (lives.length > 0 ? SOME_LIST : 0) | traitsOf(filled, facts.scenario.steps.length);
}

function findSeenListTraits(observed: Observations): number {
  const { facts } = observed;
  const filled: ListLife[] = [];
  let isAnySeen = false;
  for (const life of listLives(facts)) {
    if (showsRegion(life, observed)) filled.push(asSeen(life, observed));
    // A list that is due nothing is seen if it is seen to be empty.
    else isAnySeen ||= !isDue(life, facts) && observed.result(life.from).regions !== undefined;
  }
  return (isAnySeen || filled.length > 0 ? SOME_LIST : 0) | traitsOf(filled, facts.scenario.steps.length);
}

/** The traits of lists that have something in them, of a scenario with so many steps. */
function traitsOf(filled: readonly ListLife[], steps: number): number {
  /** How long a list of each device lasts at most. */
  const untilOf = new Map<number, number>();
  const writes = new FirstWrites();
  let traits = 0;
  for (const life of filled) {
    writes.note(life);
    if (life.reads.length > 0) traits |= LOOKED_AT_AGAIN;
    if (life.origin !== "got") continue;
    if (life.until < steps) traits |= PUT;
    if (life.get === undefined) continue;
    // Lives are in the order in which they begin, so an earlier one only has to last.
    const until = untilOf.get(life.get.index);
    if (until !== undefined) traits |= until > life.from ? ASKED_TWICE | LISTS_OF_ONE_DEVICE_MEET : ASKED_TWICE;
    if (until === undefined || life.until > until) untilOf.set(life.get.index, life.until);
  }
  if (filled.some((life) => writes.isOutlivedBy(life))) traits |= OUTLIVES_WRITE;
  return traits;
}

/** Whether a list is due a region. */
function isDue({ origin, get }: ListLife, { profile }: ScenarioFacts): boolean {
  if (origin !== "got") return true;
  return get !== undefined && get.present && (get.coverage.required > 0 || profile.msiWindow === "yes");
}

/** Whether a list was seen with a region in it, when it was got or when something was inserted. */
function showsRegion({ origin, from, inserts }: ListLife, observed: Observations): boolean {
  const hasRegion = (step: number): boolean => (observed.result(step).regions?.length ?? 0) > 0;
  return hasRegion(from) || (origin !== "got" && inserts.some(hasRegion));
}

/** A list with what was done with it; what was asked and not carried out is left out. */
function asSeen(life: ListLife, observed: Observations): ListLife {
  const isDone = (step: number): boolean => observed.result(step).status === "ok";
  const isShown = (step: number): boolean => observed.result(step).regions !== undefined;
  const isPut = life.until === observed.facts.scenario.steps.length || isDone(life.until);
  if (isPut && life.writes.every(isDone) && life.reads.every(isShown)) return life;
  return {
    ...life,
    until: isPut ? life.until : observed.facts.scenario.steps.length,
    writes: life.writes.filter(isDone),
    reads: life.reads.filter(isShown),
  };
}

/** The first write to any list, and the first to any other list than that one. */
class FirstWrites {
  #first = Infinity;
  #second = Infinity;
  #written: ListLife | undefined;

  note(life: ListLife): void {
    const [write] = life.writes;
    if (write === undefined) return;
    if (write < this.#first) {
      this.#second = this.#first;
      this.#first = write;
      this.#written = life;
    } else if (write < this.#second) {
      this.#second = write;
    }
  }

  /** True if a list is got or looked at after another one was written to. */
  isOutlivedBy(life: ListLife): boolean {
    const write = life === this.#written ? this.#second : this.#first;
    if (write === Infinity) return false;
    return life.from > write ? life.origin === "got" : (life.reads.at(-1) ?? -1) > write;
  }
}
