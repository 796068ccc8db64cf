/** What changed from one run to another, and whether it is for the worse. */

import { describeCases } from "../text/describe-cases.ts";
import type { FailureLine, RequirementLine } from "../../model/record.ts";
import { witnessToWire } from "../../model/wire/witness-wire.ts";
import type { RunReport } from "../record/run-report.ts";

export interface ChangedOutcome {
  readonly id: string;
  /** Undefined for a requirement that one of the runs did not judge. */
  readonly before: RequirementLine | undefined;
  readonly now: RequirementLine | undefined;
  readonly failures: readonly FailureLine[];
}

export interface ReportDiff {
  /** Conditions that differ: with them, differences may come from the runs and not from the implementation. */
  readonly conditions: readonly string[];
  /** Requirements that fare worse than before: they fail, or are no longer observed or judged. */
  readonly worse: readonly ChangedOutcome[];
  /** Requirements that fare better than before, if only because one that hung fails now. */
  readonly fixed: readonly ChangedOutcome[];
  /** Requirements that failed before, fare no better, and fail by a rule now by which they did not. */
  readonly newRules: readonly FailureLine[];
  readonly goneRules: readonly FailureLine[];
  /** The same requirement fails by the same rule, with another least case. */
  readonly changedWitnesses: readonly FailureLine[];
  /** The outcome is the same, its counts are not. */
  readonly changedCounts: readonly ChangedOutcome[];
  readonly exitStatus: 0 | 1;
}

/**
 * Compares two runs. Worse, and exit status 1, is what fares worse, or fails in a way in which it did not; another
 * witness or other counts of the same failure are told and are not worse.
 */
export function diffReports(before: RunReport, now: RunReport): ReportDiff {
  const old = new Map(before.requirements.map((line) => [line.id, line]));
  const current = new Map(now.requirements.map((line) => [line.id, line]));
  const changes = [...new Set([...old.keys(), ...current.keys()])].map((id): ChangedOutcome => {
    const failures = now.failures.filter(({ requirements }) => requirements.includes(id));
    return { id, before: old.get(id), now: current.get(id), failures };
  });
  const worse = changes.filter((change) => rankOf(change.now) > rankOf(change.before) && !isNew(change));
  const fixed = changes.filter((change) => rankOf(change.now) < rankOf(change.before));
  // Who hung or threw before hid by which rules it fails: that it is seen now is no change for the worse.
  const told = new Set([...worse, ...fixed].map(({ id }) => id));
  const oldFailures = byKey(before.failures);
  const newFailures = byKey(now.failures);
  const newRules = [...newFailures].flatMap(([key, failure]) =>
    oldFailures.has(key) || failure.requirements.some((id) => told.has(id)) ? [] : failure,
  );
  const goneRules = [...oldFailures].flatMap(([key, failure]) => (newFailures.has(key) ? [] : failure));
  return {
    conditions: conditionsThatDiffer(before, now),
    worse,
    fixed,
    newRules,
    goneRules,
    changedWitnesses: [...newFailures].flatMap(([key, failure]) => {
      const counterpart = oldFailures.get(key);
      return counterpart !== undefined && witnessText(counterpart) !== witnessText(failure) ? failure : [];
    }),
    changedCounts: changes.filter(
      (change) => rankOf(change.now) === rankOf(change.before) && countsText(change.now) !== countsText(change.before),
    ),
    exitStatus: worse.length > 0 || newRules.some(({ outcome }) => outcome !== "known") ? 1 : 0,
  };
}

/** How bad an outcome is; what is not judged at all ranks with what is not observed. */
function rankOf(line: RequirementLine | undefined): number {
  if (line === undefined) return 1;
  if (line.missed === true) return Math.max(2, RANKS[line.outcome]);
  return RANKS[line.outcome];
}

const RANKS: Readonly<Record<RequirementLine["outcome"], number>> = {
  pass: 0,
  known: 1,
  skipped: 1,
  "not-observable": 1,
  "unexpected-pass": 2,
  error: 2,
  fail: 3,
  hang: 4,
};

/** A requirement that only the new run judged, and that does not fail there, is no change for the worse. */
function isNew({ before, now }: ChangedOutcome): boolean {
  return before === undefined && rankOf(now) <= 1;
}

function byKey(failures: readonly FailureLine[]): ReadonlyMap<string, FailureLine> {
  return new Map(
    failures.map((failure) => [JSON.stringify([failure.outcome, failure.requirements[0], failure.rule]), failure]),
  );
}

function witnessText({ witness }: FailureLine): string {
  return JSON.stringify(witnessToWire(witness));
}

function countsText(line: RequirementLine | undefined): string {
  return line === undefined ? "" : JSON.stringify([line.triggered, line.cases, line.counts]);
}

function conditionsThatDiffer(old: RunReport, current: RunReport): string[] {
  const [before, now] = [old.header, current.header];
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ["suite version", before.suiteVersion, now.suiteVersion],
    ["specification", before.specification, now.specification],
    ["profile", [before.profile, ...before.either].join(" "), [now.profile, ...now.either].join(" ")],
    ["seed", before.seed, now.seed],
    ["cases", describeCases(before.options), describeCases(now.options)],
    ["selection", before.options.only.join(" "), now.options.only.join(" ")],
    ["tables", JSON.stringify(before.options.tables), JSON.stringify(now.options.tables)],
    ["store", before.storeDigest, now.storeDigest],
    // What could not be read or judged in one of them is missing there.
    ["problems", (old.footer.problems ?? []).join(" "), (current.footer.problems ?? []).join(" ")],
  ];
  return pairs.flatMap(([name, left, right]) => (left === right ? [] : name));
}
