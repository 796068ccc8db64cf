/**
 * The state of a file when it was read, so that a later check can tell whether it is unchanged.
 *
 * The mark describes the very bytes that were used: a file edited while a tree is being judged must not be recorded as
 * the one that was judged.
 */

import { readFileSync, statSync } from "node:fs";
import { digest } from "../digest.ts";

export interface FileMark {
  /** Bytes. */
  readonly size: number;
  /** Time of the last change in milliseconds since 1970; null if it was too recent to distinguish a later change. */
  readonly changed: number | null;
  readonly content: string;
}

/**
 * Milliseconds within which two changes may get the same time stamp: file systems use ticks of up to two seconds. (git
 * calls this the racy index.)
 */
const COARSEST_TICK = 2000;

/** A file's bytes and their mark, or undefined if there is no file that can be read. */
export function readMarked(path: string): { readonly bytes: Buffer; readonly mark: FileMark } | undefined {
  try {
    // The time is read first: a later change has another time, or this one is too recent to be used.
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
 * True if a file's content is unchanged; it is read only if size and time do not settle the question.
 *
 * @param mark null if the file could not be read
 */
export function isAsMarked(path: string, mark: FileMark | null): boolean {
  if (mark === null) return readMarked(path) === undefined;
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined || status.size !== mark.size) return false;
  return status.mtimeMs === mark.changed || readMarked(path)?.mark.content === mark.content;
}
