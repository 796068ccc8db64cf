/**
 * Divergences that were mended. An implementation that descends from a release in which a divergence was gone already,
 * and shows it all the same, has lost the change that mended it: that is a failure like any other, and is told so.
 */

import type { CaseFailure } from "../model/judged.ts";
import type { FailureLine } from "../model/record.ts";
import type { KnownDivergence } from "./known-divergence.ts";
import type { RunContext } from "./run-context.ts";

/**
 * Whether a version says that everything which a release had is in it: `6.4.1`, `6.4`, `6.4-vendor` and `6.5-rc1` have
 * what 6.4 had. A candidate of the release itself may be older than the change, or stand beside it: topic branches
 * grow from `6.4-rc1`. A stable release of an earlier one may have the change too, but does not say so.
 *
 * @param version undefined or not of numbers if it is not known: then nothing is said
 */
export function descendsFrom(version: string | undefined, release: string): boolean {
  const [, numbers, rest = ""] = /^v?(\d+(?:\.\d+)*)(.*)$/su.exec(version ?? "") ?? [];
  if (numbers === undefined) return false;
  const own = numbers.split(".").map(Number);
  const theirs = release.split(".").map(Number);
  for (let index = 0; index < Math.max(own.length, theirs.length); index++) {
    const difference = (own[index] ?? 0) - (theirs[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return !/-rc\d/u.test(rest);
}

/** Whether an implementation of that version should not show a divergence any more. */
export function isMended({ mended }: KnownDivergence, version: string | undefined): boolean {
  return mended !== undefined && descendsFrom(version, mended.release);
}

/** What the line of a failure says of the divergence that is back in it, if that is so. */
export function returnedIn(
  { divergences, mended }: Pick<RunContext, "divergences" | "mended">,
  { divergence }: Pick<CaseFailure, "divergence">,
): Pick<FailureLine, "returned"> {
  const back = divergence === undefined ? undefined : mended[divergence - divergences.length];
  if (back?.mended === undefined) return {};
  const { reason, link } = back;
  return { returned: { reason, ...(link === undefined ? {} : { link }), ...back.mended } };
}
