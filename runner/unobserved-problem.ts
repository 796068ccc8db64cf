/** Why a run is not green although nothing failed in it: what was not observed. Both fronts say it in these words. */

import { ConformanceError } from "../model/conformance-error.ts";
import type { RequirementLine } from "../model/record.ts";
import { isUnobserved } from "./requirement-outcome.ts";

/** The option by which these ids may stay unobserved, as a user of the front writes it. */
export type Allowing = (ids: readonly string[]) => string;

/**
 * The problem of a run in which nothing was observed, or not everything that the profile expects.
 *
 * @param profile its name
 * @returns `NOTHING_OBSERVED`, for which there is no allowance, `EXPECTED_UNOBSERVED`, or undefined if the run has
 * observed what it had to
 */
export function unobservedProblem(
  lines: readonly RequirementLine[],
  profile: string,
  allowing: Allowing,
): ConformanceError | undefined {
  if (lines.every(({ outcome }) => isUnobserved(outcome))) {
    return new ConformanceError(
      "NOTHING_OBSERVED",
      "none of the requirements could be observed, so nothing was judged",
      "Implement the methods that these requirements need; the reason is given with each of them.",
      3,
    );
  }
  const missed = lines.filter((line) => line.missed === true);
  return missed.length === 0 ? undefined : missedProblem(missed, profile, allowing);
}

/**
 * The problem that requirements were not observed although the profile expects them: `EXPECTED_UNOBSERVED`.
 *
 * @param missed at least one
 */
export function missedProblem(
  missed: readonly RequirementLine[],
  profile: string,
  allowing: Allowing,
): ConformanceError {
  const [{ id, reason, outcome }] = missed as readonly [RequirementLine];
  // The ids are in the option, to be copied; twice, a long list would hide what is to be done.
  return new ConformanceError(
    "EXPECTED_UNOBSERVED",
    missed.length === 1
      ? `${id} was not observed, but the profile ${profile} expects it to be: ${reason ?? outcome}`
      : `${missed.length} requirements were not observed, but the profile ${profile} expects them to be`,
    "Implement the methods that are missing, and judge more cases if too few were observed; allow what need not be " +
      `observed with \`${allowing(missed.map((line) => line.id))}\`.`,
    3,
  );
}
