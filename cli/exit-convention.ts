/**
 * Exit statuses as `git bisect run` reads them: 0 good, 1 bad, 125 cannot be told for this commit, and from 128 on
 * the bisection is given up.
 */

import { ConformanceError } from "../model/conformance-error.ts";

const GOOD = 0;
const BAD = 1;
const CANNOT_TELL = 125;
const GIVE_UP = 128;

/** What is wrong with the machine is wrong for every commit. */
const OF_THE_MACHINE = new Set(["LINUX_NO_COMPILER", "LINUX_COMPILER_FAILED", "LINUX_CACHE_UNWRITABLE"]);

/** True if the arguments ask for the convention; looked for by hand, because they may be wrong otherwise. */
export function isBisecting(arguments_: readonly string[]): boolean {
  return arguments_.some(
    (argument, index) =>
      argument === "--exit-code=bisect" || (argument === "--exit-code" && arguments_[index + 1] === "bisect"),
  );
}

/** The status of a run by this convention. */
export function bisectStatus(status: number): number {
  return status === 0 ? GOOD : status === 1 ? BAD : status === 2 ? GIVE_UP : CANNOT_TELL;
}

/** The status of a run that could not be made. */
export function bisectStatusOfError(error: unknown, status: number): number {
  if (error instanceof ConformanceError && OF_THE_MACHINE.has(error.code)) return GIVE_UP;
  return bisectStatus(status);
}
