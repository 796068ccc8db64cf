/**
 * Known divergences: in what way, and where, an implementation is declared to differ.
 *
 * A divergence explains a failure only if the requirement and witness rule are its own and the scenario is in the
 * situations it names, so that a second fault of the same requirement remains a failure. A divergence whose rule is a
 * way for a case to end (`dies-in-add`, `does-not-return-from-map`) explains such an end whatever requirement the case
 * was for, since nobody can tell what would have followed. A divergence contains a minimal scenario, which is replayed
 * first and alone decides whether the divergence still exists.
 *
 * One cause may be visible to many requirements, and which of them a scenario exposes it to is chance. So a divergence
 * may name further requirements, each with its rules, that the same cause makes fail in the same situations.
 */

import type { Profile } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Suite } from "./suite.ts";

/** Inclusive bounds of an implementation's version; a bound of two numbers, such as 6.1, includes all of 6.1. */
export interface VersionRange {
  readonly from?: string;
  readonly to?: string;
}

/** When a divergence was fixed. */
export interface Fix {
  /** A release without the divergence, such as 6.4: the first, as far as is known. */
  readonly release: string;
  /** The change that fixed it: for Linux, its commit. */
  readonly change?: string;
}

/** Ways of failing that a divergence explains in addition to its own. */
export interface FurtherRules {
  /** Id of the requirement. */
  readonly requirement: string;
  /** The witness rules by which it may fail, at least one. */
  readonly rules: readonly string[];
}

/** The part of a divergence that decides whether it explains a failure. */
export interface DivergencePredicate {
  /** Id of the requirement that the minimal scenario breaks. */
  readonly requirement: string;
  /** The witness rule by which it fails. */
  readonly rule: string;
  /** What else fails for the same reason. */
  readonly also?: readonly FurtherRules[];
  /** Names of situations that must all hold; with a leading `!`, that must not hold. */
  readonly when: readonly string[];
}

/** A divergence as passed to a judge. */
export interface PlannedDivergence extends DivergencePredicate {
  /** The implementation descends from a release that has fixed it, so it explains no failure. */
  readonly isGone?: true;
}

export interface KnownDivergence extends DivergencePredicate {
  /** Why it is so and stays so, as a sentence. */
  readonly reason: string;
  /** Where it is discussed. */
  readonly link?: string;
  /** The versions that diverge; all if left out. */
  readonly versions?: VersionRange;
  /** An implementation that descends from that release and still diverges has an old fault again. */
  readonly fixed?: Fix;
  /** The minimal scenario that shows it. */
  readonly scenario: Scenario;
}

/** Whether a divergence declares that a requirement may fail by a rule. */
export function declares(divergence: DivergencePredicate, requirement: string, rule: string): boolean {
  if (divergence.requirement === requirement && divergence.rule === rule) return true;
  return (divergence.also ?? []).some((other) => other.requirement === requirement && other.rules.includes(rule));
}

/** Ids of the requirements that a divergence is declared for, its own first, each once. */
export function requirementsOf({ requirement, also = [] }: DivergencePredicate): readonly string[] {
  return [...new Set([requirement, ...also.map((other) => other.requirement)])];
}

/** The index of the first divergence that explains a failure, or -1. */
export function findDivergence(
  divergences: readonly DivergencePredicate[],
  requirement: string,
  rule: string,
  scenario: Scenario,
  suite: Suite,
  profile: Profile,
): number {
  return divergences.findIndex(
    (divergence) =>
      declares(divergence, requirement, rule) && isInSituations(divergence.when, scenario, suite, profile),
  );
}

/**
 * The index of the divergence that explains why a case ended before its scenario did, or -1. A case that ends early
 * prevents all its requirements from being judged, so the divergence may be declared for any of them.
 *
 * @param preferred id of a requirement whose own divergence takes precedence
 */
export function findDivergenceOfEnding(
  divergences: readonly DivergencePredicate[],
  rule: string,
  scenario: Scenario,
  suite: Suite,
  profile: Profile,
  preferred?: string,
): number {
  let found = -1;
  for (const [index, divergence] of divergences.entries()) {
    if (!requirementsOf(divergence).some((id) => declares(divergence, id, rule))) continue;
    const isPreferred = preferred === undefined || declares(divergence, preferred, rule);
    if (found >= 0 && !isPreferred) continue;
    if (!isInSituations(divergence.when, scenario, suite, profile)) continue;
    if (isPreferred) return index;
    found = index;
  }
  return found;
}

/** Whether a scenario is in all the situations that a predicate names, and in none that it excludes. */
export function isInSituations(when: readonly string[], scenario: Scenario, suite: Suite, profile: Profile): boolean {
  return when.every((name) =>
    name.startsWith("!")
      ? !suite.inSituation(name.slice(1), scenario, profile)
      : suite.inSituation(name, scenario, profile),
  );
}

/** A unique name for each divergence: `coverage/exact-range:limit`, with `#2` and so on appended if necessary. */
export function nameDivergences(divergences: readonly DivergencePredicate[]): readonly string[] {
  const seen = new Map<string, number>();
  return divergences.map(({ requirement, rule }) => {
    const name = `${requirement}:${rule}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  });
}

/** Whether a version is within bounds. An implementation that gives no version is assumed to be within. */
export function isVersionWithin(version: string | undefined, range: VersionRange | undefined): boolean {
  if (version === undefined || range === undefined) return true;
  const numbers = numbersOf(version);
  if (range.from !== undefined && compare(numbers, numbersOf(range.from)) < 0) return false;
  if (range.to === undefined) return true;
  // Compared only as far as the bound is specified: 6.1.55 is not above 6.1.
  const to = numbersOf(range.to);
  return compare(numbers.slice(0, to.length), to) <= 0;
}

function numbersOf(version: string): readonly number[] {
  return (version.match(/\d+/gu) ?? []).map(Number);
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
