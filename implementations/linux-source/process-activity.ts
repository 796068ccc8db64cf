/**
 * What a process does, by proc(5), to tell one that does not come to its end from one that is not let run: on a
 * machine where many want the processor, twenty seconds may pass without it getting any.
 */

import { readFileSync } from "node:fs";

/** Linux counts processor time for others in these, on every machine (USER_HZ). */
const TICKS_A_SECOND = 100;
/** It runs or would, or it waits for a disk: it can do nothing about either. */
const HELD_UP = new Set(["R", "D"]);

export interface ProcessActivity {
  /** It waits for nothing but the machine. */
  readonly isHeldUp: boolean;
  /** Milliseconds of processor time so far. */
  readonly used: number;
}

/** Undefined if the process is gone, or if this system does not tell. */
export function processActivity(pid: number | undefined): ProcessActivity | undefined {
  if (pid === undefined) return undefined;
  try {
    // The name in parentheses may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ").at(-1)!.split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    return { isHeldUp: HELD_UP.has(fields[0]!), used: (ticks * 1000) / TICKS_A_SECOND };
  } catch {
    return undefined;
  }
}

/**
 * Whether a process that has not answered for so long is to blame, and not the machine.
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
