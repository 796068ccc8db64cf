/**
 * What is written to a file while a run goes on.
 *
 * A disk that is full in the middle of a run takes no verdict away: it is told once, and the run goes on without the
 * file, which everybody who reads it will find cut off.
 */

import { ConformanceError } from "../../model/conformance-error.ts";

export class Writing {
  readonly #onProblem: (problem: ConformanceError) => void;
  #hasFailed = false;

  /** @param onProblem told of the first thing that could not be written */
  constructor(onProblem: (problem: ConformanceError) => void) {
    this.#onProblem = onProblem;
  }

  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Writes something, unless something before it could not be written. */
  attempt(write: () => void): void {
    if (this.#hasFailed) return;
    try {
      write();
    } catch (error) {
      if (!(error instanceof ConformanceError)) throw error;
      this.#hasFailed = true;
      this.#onProblem(error);
    }
  }
}
