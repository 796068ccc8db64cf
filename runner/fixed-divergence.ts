/**
 * Divergences that were fixed. An implementation that descends from a release in which a divergence was fixed, but
 * still shows it, has lost the fix: that is a failure like any other, and is reported as such.
 */

import type { CaseFailure } from "../model/judged.ts";
import type { FailureLine } from "../model/record.ts";
import type { KnownDivergence } from "./known-divergence.ts";
import type { RunContext } from "./run-context.ts";

/**
 * Whether a version says that it contains everything a release had: `6.4.1`, `6.4`, `6.4-vendor` and `6.5-rc1` contain
 * what 6.4 had. A release candidate of that release itself may be older than the fix, or lie beside it: topic branches
 * are based on `6.4-rc1`. A stable release of an earlier series may have the fix too, but its version does not say so.
 *
 * @param version undefined or not numeric if it is not known; the answer is then no
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

/** Whether an implementation of that version should no longer show a divergence. */
export function isFixed({ fixed }: KnownDivergence, version: string | undefined): boolean {
  return fixed !== undefined && descendsFrom(version, fixed.release);
}

/** What a failure line says about the fixed divergence that has returned in it, if one has. */
export function returnedIn(
  { divergences, fixed }: Pick<RunContext, "divergences" | "fixed">,
  { divergence }: Pick<CaseFailure, "divergence">,
): Pick<FailureLine, "returned"> {
  const back = divergence === undefined ? undefined : fixed[divergence - divergences.length];
  if (back?.fixed === undefined) return {};
  const { reason, link } = back;
  return { returned: { reason, ...(link === undefined ? {} : { link }), ...back.fixed } };
}
