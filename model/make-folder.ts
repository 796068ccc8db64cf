/**
 * Makes a folder and those above it.
 *
 * Not by the `recursive` of Node: where a system answers "no such file" although the folder above is there, as /proc
 * does, Node 20 asks again for ever, in native code that nothing ends.
 */

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

/** @throws the error of the system, for what cannot be made; that it is there is none */
export function makeFolder(path: string): void {
  if (tryToMake(path)) return;
  makeFolder(dirname(path));
  mkdirUnlessThere(path);
}

/** False if the folder above is missing. */
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
    // A file of that name is found out by whoever looks into it.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
