/**
 * What a process is doing, according to proc(5), to distinguish one that never finishes from one that is not scheduled:
 * on a busy machine, twenty seconds may pass without it getting any processor time.
 */

import { readFileSync } from "node:fs";

/** Linux reports processor time in these units on every machine (USER_HZ). */
const TICKS_A_SECOND = 100;
/** The process is running or runnable, or waits for a disk, and can do nothing about either. */
const HELD_UP = new Set(["R", "D"]);

export interface ProcessActivity {
  /** The process waits only for the machine. */
  readonly isHeldUp: boolean;
  /** Milliseconds of processor time used so far. */
  readonly used: number;
}

/** Undefined if the process has ended, or if this system does not tell. */
export function processActivity(pid: number | undefined): ProcessActivity | undefined {
  if (pid === undefined) return undefined;
  try {
    // The name in parentheses may contain anything.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)!.split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { isHeldUp: HELD_UP.has(fields[0]!), used: (ticks * 1000) / TICKS_A_SECOND };
  } catch {
    return undefined;
  }
}

/**
 * Whether a process that has not answered for this long is to blame, rather than the machine.
 *
 * @param limit milliseconds of processor time that it may use
 */
export function isToBlame(
  before: ProcessActivity | undefined,
  now: ProcessActivity | undefined,
  limit: number,
): boolean {
  if (before === undefined || now === undefined || !now.isHeldUp) return true;
  return now.used - before.used >= limit;
}
