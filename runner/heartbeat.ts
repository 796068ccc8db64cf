/** The progress of a judge in shared memory, readable from another thread while the judge is stuck. */

import type { Pulse } from "./pulse.ts";

export const PHASES = ["drawing", "executing", "judging", "resting"] as const;
export type Phase = (typeof PHASES)[number];

/** What a supervisor reads. */
export interface Beat {
  /** Changes with every phase. */
  readonly sequence: number;
  readonly phase: Phase;
  /** Position of the course and index of the case; -1 and an ordinal for anything that is not a case of a course. */
  readonly course: number;
  readonly index: number;
  /** The step in progress; undefined while the implementation starts. */
  readonly step: number | undefined;
  /** Position of the twin in progress, if it is not the scenario itself. */
  readonly twin: number | undefined;
}

/** The index of a beat before the first case of a job. */
export const NOTHING_BEGUN = -1;

const SEQUENCE = 0;
const PHASE = 1;
const COURSE = 2;
const INDEX = 3;
const STEP = 4;
const TWIN = 5;
const CELLS = 6;

export class Heartbeat implements Pulse {
  readonly shared: SharedArrayBuffer;
  readonly #cells: Int32Array;
  #sequence = 0;

  /** @param shared the memory of another thread's heartbeat; new memory if left out */
  constructor(shared: SharedArrayBuffer = new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT)) {
    this.shared = shared;
    this.#cells = new Int32Array(shared);
  }

  drawing(course: number, index: number): void {
    Atomics.store(this.#cells, COURSE, course);
    Atomics.store(this.#cells, INDEX, index);
    Atomics.store(this.#cells, STEP, -1);
    Atomics.store(this.#cells, TWIN, -1);
    this.#enter(0);
  }

  offering(): void {
    // The worker's supervisor has handed out the scenario itself, or can draw it again.
  }

  executing(twin = -1): void {
    // The steps of a twin start from the beginning.
    if (twin >= 0) Atomics.store(this.#cells, STEP, -1);
    Atomics.store(this.#cells, TWIN, twin);
    this.#enter(1);
  }

  judging(): void {
    this.#enter(2);
  }

  resting(): void {
    this.#enter(3);
  }

  /** A step begins. It is not a phase of its own, because the time limit applies to the case. */
  step(index: number): void {
    Atomics.store(this.#cells, STEP, index);
  }

  /** The supervisor is about to hand out a job that has not begun. */
  rewind(): void {
    Atomics.store(this.#cells, COURSE, -1);
    Atomics.store(this.#cells, INDEX, NOTHING_BEGUN);
    Atomics.store(this.#cells, STEP, -1);
    Atomics.store(this.#cells, TWIN, -1);
    Atomics.store(this.#cells, PHASE, PHASES.indexOf("resting"));
  }

  read(): Beat {
    const step = Atomics.load(this.#cells, STEP);
    const twin = Atomics.load(this.#cells, TWIN);
    return {
      sequence: Atomics.load(this.#cells, SEQUENCE),
      phase: PHASES[Atomics.load(this.#cells, PHASE)]!,
      course: Atomics.load(this.#cells, COURSE),
      index: Atomics.load(this.#cells, INDEX),
      step: step < 0 ? undefined : step,
      twin: twin < 0 ? undefined : twin,
    };
  }

  #enter(phase: number): void {
    Atomics.store(this.#cells, PHASE, phase);
    this.#sequence = (this.#sequence + 1) | 0;
    Atomics.store(this.#cells, SEQUENCE, this.#sequence);
  }
}

/**
 * Tells when a judge is stuck. Time counts only while this thread polls, so that suspending the machine or stopping the
 * process does not look like a hang.
 */
export class StallClock {
  readonly #interval: number;
  #sequence: number | undefined;
  #polledAt = 0;
  #stalledFor = 0;

  /** @param interval approximate milliseconds between two polls */
  constructor(interval: number) {
    this.#interval = interval;
  }

  /** Milliseconds since the judge last made progress. */
  poll(sequence: number, now: number): number {
    if (sequence !== this.#sequence) {
      this.#sequence = sequence;
      this.#stalledFor = 0;
    } else {
      this.#stalledFor += Math.min(now - this.#polledAt, 2 * this.#interval);
    }
    this.#polledAt = now;
    return this.#stalledFor;
  }
}
