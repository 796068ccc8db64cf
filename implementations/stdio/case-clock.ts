/**
 * The time limit of the scenario that is first in line.
 *
 * One timer serves all scenarios, because setting one for each costs more than the rest of the protocol's bookkeeping.
 * It is set again when it fires, and when the first scenario's deadline is earlier.
 */

/**
 * While this process was busy, an answer may have been waiting in the pipe, so it is read before a scenario is declared
 * late.
 */
const GRACE_MILLISECONDS = 50;

export interface Timed {
  /** Milliseconds. */
  readonly timeLimit: number;
}

export class CaseClock<Case extends Timed> {
  readonly #first: () => Case | undefined;
  readonly #onLate: (late: Case) => void;
  #timer: NodeJS.Timeout | undefined;
  #timerLimit = 0;
  #since = 0;

  /** @param first the scenario that is first in line, if there is any */
  constructor(first: () => Case | undefined, onLate: (late: Case) => void) {
    this.#first = first;
    this.#onLate = onLate;
  }

  /** Another scenario is first in line, or none. */
  firstChanged(): void {
    this.#since = performance.now();
    const first = this.#first();
    if (first === undefined || (this.#timer !== undefined && first.timeLimit >= this.#timerLimit)) return;
    clearTimeout(this.#timer);
    this.#set(first.timeLimit, undefined);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #set(milliseconds: number, suspect: Case | undefined): void {
    this.#timerLimit = milliseconds;
    this.#timer = setTimeout(() => this.#onTimer(suspect), milliseconds);
  }

  /** `suspect` was late when the timer last fired. */
  #onTimer(suspect: Case | undefined): void {
    this.#timer = undefined;
    const first = this.#first();
    if (first === undefined) return;
    const left = first.timeLimit - (performance.now() - this.#since);
    if (left > 0) this.#set(left, undefined);
    else if (suspect === first) this.#onLate(first);
    else this.#set(GRACE_MILLISECONDS, first);
  }
}
