/**
 * When a stream is given up: hundreds of hangs, at seconds each, would take hours and reveal nothing new. A hang
 * detected by counting loop iterations takes a tenth of a second at most, and so does a death, but a stream of nothing
 * else still takes minutes without revealing anything new.
 *
 * What was judged until then remains valid, including the cases that ended; the rest counts as not judged, which is
 * never a pass.
 */

import { COUNTED_HANG } from "../implementations/executor.ts";
import type { EndedCase } from "../model/judged.ts";
import { earlyEnd, type Trace } from "../model/trace.ts";

export interface EndingLimits {
  /** Cases of one stream that hung. */
  readonly hung: number;
  /** Consecutive cases that hung. */
  readonly hungInARow: number;
  /**
   * Cases with a hang that was detected by counting and that no known divergence explains; then how many of them in a
   * row.
   */
  readonly counted: number;
  readonly countedInARow: number;
  /** Cases that died, each of which costs a new worker; then how many of them in a row. */
  readonly died: number;
  readonly diedInARow: number;
}

/** A hang costs seconds, a death a tenth of a second. */
export const ENDING_LIMITS: EndingLimits = {
  hung: 10,
  hungInARow: 3,
  counted: 100,
  countedInARow: 20,
  died: 100,
  diedInARow: 20,
};

/** Whether a case, or a twin of it, used up its whole time limit. A hang detected by counting did not. */
export function isCostlyHang(trace: Trace): boolean {
  const ended = earlyEnd(trace);
  return ended?.how === "hung" && ended.code !== COUNTED_HANG;
}

/**
 * How a case that came back from an executor ended, if it counts towards giving up its stream. Deaths do not: an
 * executor that restarts dead implementations decides itself when to give up.
 *
 * @param hasNewHang it hung, and no known divergence explains it
 */
export function endingOf(trace: Trace, hasNewHang: boolean): EndedCase["how"] | undefined {
  if (isCostlyHang(trace)) return "hung";
  return hasNewHang ? "counted" : undefined;
}

/** Counts the cases of a range that hung or died. */
export class Endings {
  readonly #limits: EndingLimits;
  readonly #ended = { hung: new Ended(), counted: new Ended(), died: new Ended() };

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

  /** Why the stream is given up after the case with this index, or undefined if it is not. */
  count(index: number, how: EndedCase["how"]): string | undefined {
    return (this.#reason ??= this.#count(index, how));
  }

  #count(index: number, how: EndedCase["how"]): string | undefined {
    const { count, inARow } = this.#ended[how].add(index);
    const said = how === "died" ? "died" : "hung";
    const mostInARow = { hung: "hungInARow", counted: "countedInARow", died: "diedInARow" } as const;
    if (inARow >= this.#limits[mostInARow[how]]) return `given up after ${inARow} cases in a row that ${said}`;
    return count >= this.#limits[how] ? `given up after ${count} cases that ${said}` : undefined;
  }
}

/** Cases of one kind, and how many of the latest were consecutive. */
class Ended {
  count = 0;
  inARow = 0;
  #last = Number.NEGATIVE_INFINITY;

  add(index: number): this {
    this.count++;
    this.inARow = index === this.#last + 1 ? this.inARow + 1 : 1;
    this.#last = index;
    return this;
  }
}
