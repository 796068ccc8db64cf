/** Turns the counts of a requirement into its line in the record, and all lines into the exit status. */

import type { Profile } from "../model/profile.ts";
import type { RequirementLine } from "../model/record.ts";
import { OUTCOMES, type Outcome } from "../model/verdict.ts";
import type { RequirementSum } from "./run-sum.ts";
import { matchesAny } from "./select.ts";
import type { SuiteRequirement } from "./suite.ts";

/** A requirement with fewer observed cases per thousand than this counts as not reached. */
const LEAST_OBSERVED_OF_THOUSAND = 25;

/**
 * Whether a stream has reached a requirement: at least 25 in 1,000 of its cases, and at least one, triggered it and
 * could be observed.
 */
export function isReached(cases: number, observed: number): boolean {
  return observed >= Math.max(1, Math.floor((cases * LEAST_OBSERVED_OF_THOUSAND) / 1000));
}

/**
 * The line of a requirement. A requirement is reached if one of its streams has reached it, or if any case of a small
 * world has, since small worlds are complete.
 *
 * @param mayLieBeyond every case of the small worlds was judged, and some requirement was triggered: whatever no case
 * triggers lies beyond them, which says nothing about the implementation
 */
export function requirementLine(
  requirement: SuiteRequirement,
  sum: RequirementSum,
  profile: Profile,
  allowUnobserved: readonly string[],
  mayLieBeyond: boolean,
): RequirementLine {
  const { id, level } = requirement;
  const { cases, triggered } = sum;
  const liesBeyond = mayLieBeyond && triggered === 0 && sum.givenUp === undefined;
  const { outcome, reason } = liesBeyond ? BEYOND : outcomeOf(sum);
  const missed =
    !liesBeyond && isUnobserved(outcome) && isExpected(requirement, profile) && !matchesAny(allowUnobserved, id);
  const counts = Object.fromEntries(
    OUTCOMES.filter((name) => sum.counts[name] > 0).map((name) => [name, sum.counts[name]]),
  );
  return {
    line: "requirement",
    id,
    level,
    outcome,
    triggered,
    cases,
    counts,
    ...(reason === undefined ? {} : { reason }),
    ...(missed ? { missed } : {}),
  };
}

/** Whether the outcome says that nothing was seen, neither right nor wrong. */
export function isUnobserved(outcome: Outcome): boolean {
  return outcome === "not-observable" || outcome === "skipped";
}

/** Whether a profile expects a requirement to be observed. */
export function isExpected(requirement: SuiteRequirement, profile: Profile): boolean {
  return profile.expectedLevels.includes(requirement.level) && !matchesAny(profile.notExpected, requirement.id);
}

const BEYOND = { outcome: "not-observable", reason: "it lies beyond the small worlds" } as const;

function outcomeOf(sum: RequirementSum): { readonly outcome: Outcome; readonly reason?: string } {
  const worst = OUTCOMES.find((outcome) => sum.counts[outcome] > 0) ?? "not-observable";
  const isWorseThanError = worst === "hang" || worst === "fail";
  if (sum.givenUp !== undefined) return { outcome: isWorseThanError ? worst : "error", reason: sum.givenUp };
  switch (worst) {
    case "pass":
      return [...sum.byStream.values()].some(({ cases, observed, enumerated }) =>
        enumerated ? observed > 0 : isReached(cases, observed),
      )
        ? { outcome: "pass" }
        : { outcome: "not-observable", reason: notReached(sum) };
    case "not-observable":
      return {
        outcome: worst,
        reason: sum.triggered === 0 ? notReached(sum) : "the implementation offers or answers nothing that shows it",
      };
    case "skipped":
      return { outcome: worst, reason: "the implementation declined every case of it" };
    default:
      return { outcome: worst };
  }
}

function notReached(sum: RequirementSum): string {
  const { cases, counts, triggered } = sum;
  const observed = triggered - counts.skipped - counts["not-observable"];
  return `not reached: observed in ${observed} of ${cases} cases, fewer than 25 of 1,000 in each stream`;
}

/**
 * The exit status of a run: 1 if the implementation does not conform, 3 if something could not be judged. An
 * implementation that was not seen to do anything right does not conform, whatever the profile expects and whatever may
 * stay unobserved.
 *
 * @param failures outcomes of failures; a case that hung counts even if it triggered no requirement
 * @param isShard the verdict is that of all shards together, and another may observe what this one does not
 */
export function exitStatusOf(
  lines: readonly RequirementLine[],
  failures: readonly Outcome[],
  problems: number,
  isShard: boolean,
): 0 | 1 | 3 {
  const outcomes = new Set([...lines.map((line) => line.outcome), ...failures]);
  if (outcomes.has("hang") || outcomes.has("fail") || outcomes.has("unexpected-pass")) return 1;
  if (outcomes.has("error") || lines.some((line) => line.missed) || problems > 0) return 3;
  const isNothingSeen = lines.every(({ outcome }) => isUnobserved(outcome));
  return isNothingSeen && !isShard ? 3 : 0;
}
