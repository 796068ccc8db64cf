/** What is peculiar about the lists of a scenario, as bits: what requirements on ownership are triggered by. */

import { type ListLife, listLives } from "./list-lives.ts";
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

export function listTraits(facts: ScenarioFacts): number {
  return facts.derive(findListTraits);
}

function findListTraits(facts: ScenarioFacts): number {
  const { steps } = facts.scenario;
  /** How long a list of each device lasts at most. */
  const untilOf = new Map<number, number>();
  const writes = new FirstWrites();
  const lives = listLives(facts);
  let traits = lives.length > 0 ? SOME_LIST : 0;
  for (const life of lives) {
    if (dueIn(life, facts) === 0) continue;
    writes.note(life);
    if (life.reads.length > 0) traits |= LOOKED_AT_AGAIN;
    if (life.origin !== "got") continue;
    if (life.until < steps.length) traits |= PUT;
    if (life.get === undefined) continue;
    // Lives are in the order in which they begin, so an earlier one only has to last.
    const until = untilOf.get(life.get.index);
    if (until !== undefined) traits |= until > life.from ? ASKED_TWICE | LISTS_OF_ONE_DEVICE_MEET : ASKED_TWICE;
    if (until === undefined || life.until > until) untilOf.set(life.get.index, life.until);
  }
  if (lives.some((life) => writes.isOutlivedBy(life) && dueIn(life, facts) > 0)) traits |= OUTLIVES_WRITE;
  return traits;
}

/** Regions that a list is due, at least. */
function dueIn({ origin, get }: ListLife, { profile }: ScenarioFacts): number {
  if (origin !== "got") return 1;
  if (get === undefined || !get.present) return 0;
  return get.coverage.required + (profile.msiWindow === "yes" ? 1 : 0);
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
