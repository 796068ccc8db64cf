/**
 * What a file was when it was read, so that a later look can tell whether it still is.
 *
 * The mark is of the very bytes that were used: a file that is edited while a tree is being judged must not be
 * remembered as what was judged.
 */

import { readFileSync, statSync } from "node:fs";
import { digest } from "../digest.ts";

export interface FileMark {
  /** Bytes. */
  readonly size: number;
  /** Time of the last change in milliseconds since 1970; null if it was too recent for a later change to differ. */
  readonly changed: number | null;
  readonly content: string;
}

/**
 * Milliseconds within which two changes can have the same time: file systems count in ticks of up to two seconds.
 * (git knows this as the racy index.)
 */
const COARSEST_TICK = 2000;

/** A file's bytes and their mark, or undefined if there is no file that can be read. */
export function readMarked(path: string): { readonly bytes: Buffer; readonly mark: FileMark } | undefined {
  try {
    // The time is taken first: what changes from here on has another, or this one is too recent to count.
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined) return undefined;
    const isRecent = Math.abs(Date.now() - status.mtimeMs) < COARSEST_TICK;
    const bytes = readFileSync(path);
    const changed = isRecent ? null : status.mtimeMs;
    return { bytes, mark: { size: bytes.length, changed, content: digest(bytes) } };
  } catch {
    return undefined;
  }
}

/**
 * True if a file says what it said; it is only read if size and time do not settle that.
 *
 * @param mark null if it could not be read
 */
export function isAsMarked(path: string, mark: FileMark | null): boolean {
  if (mark === null) return readMarked(path) === undefined;
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined || status.size !== mark.size) return false;
  return status.mtimeMs === mark.changed || readMarked(path)?.mark.content === mark.content;
}
