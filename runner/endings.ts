/**
 * When a stream is given up: hundreds of hangs, at seconds each, would take hours and say nothing new.
 *
 * What was judged until then stands, with the hangs; the rest counts as not judged, which is no pass.
 */

import { COUNTED_HANG } from "../implementations/executor.ts";
import type { EndedCase } from "../model/judged.ts";
import { earlyEnd, type Trace } from "../model/trace.ts";

export interface EndingLimits {
  /** Cases that hung, in one stream. */
  readonly hung: number;
  /** Cases that hung one right after the other. */
  readonly hungInARow: number;
  /** Cases that died; a worker is started anew for each. */
  readonly died: number;
}

/** A hang costs seconds, a death a tenth of one. */
export const ENDING_LIMITS: EndingLimits = { hung: 10, hungInARow: 3, died: 100 };

/** Whether a case, or a twin of it, cost its whole time limit: a hang that was found by counting did not. */
export function isCostlyHang(trace: Trace): boolean {
  const ended = earlyEnd(trace);
  return ended?.how === "hung" && ended.code !== COUNTED_HANG;
}

/** Counts the cases of a range that hung or died. */
export class Endings {
  readonly #limits: EndingLimits;
  #hung = 0;
  #died = 0;
  #inARow = 0;
  #lastHung = Number.NEGATIVE_INFINITY;

  /** Why the course is given up, if it is. */
  #reason: string | undefined;

  /** @param earlier cases that ended before these */
  constructor(limits: EndingLimits, earlier: readonly EndedCase[] = []) {
    this.#limits = limits;
    for (const { index, how } of earlier) this.count(index, how);
  }

  get reason(): string | undefined {
    return this.#reason;
  }

  /** Why the stream is given up after the case with this index ended, or undefined if it is not. */
  count(index: number, how: EndedCase["how"]): string | undefined {
    return (this.#reason ??= this.#count(index, how));
  }

  #count(index: number, how: EndedCase["how"]): string | undefined {
    if (how === "died") {
      this.#died++;
      return this.#died >= this.#limits.died ? `given up after ${this.#died} cases that died` : undefined;
    }
    this.#hung++;
    this.#inARow = index === this.#lastHung + 1 ? this.#inARow + 1 : 1;
    this.#lastHung = index;
    if (this.#inARow >= this.#limits.hungInARow) return `given up after ${this.#inARow} cases in a row that hung`;
    return this.#hung >= this.#limits.hung ? `given up after ${this.#hung} cases that hung` : undefined;
  }
}
