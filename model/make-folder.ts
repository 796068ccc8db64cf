/**
 * Makes a folder and its parents.
 *
 * Not with Node's `recursive` option: where a system reports "no such file" although the parent exists, as /proc does,
 * Node 20 retries forever, in native code that cannot be interrupted.
 */

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** @throws the system's error if the folder cannot be made; that it already exists is not an error */
export function makeFolder(path: string): void {
  if (tryToMake(path)) return;
  makeFolder(dirname(path));
  mkdirUnlessThere(path);
}

/** False if the parent is missing. */
function tryToMake(path: string): boolean {
  try {
    mkdirUnlessThere(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && dirname(path) !== path) return false;
    throw error;
  }
}

function mkdirUnlessThere(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    // If a file of that name exists, later access to the folder reports it.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
