/**
 * A stored failure: a file that people commit, with the minimal scenario that failed.
 *
 * It contains the scenario itself instead of only the seed, because a seed gives another case as soon as a generator
 * changes. A file is checked completely when it is read; one that is not understood is never modified.
 */

import { ConformanceError } from "../model/conformance-error.ts";
import type { CaseOrigin } from "../model/record.ts";
import type { Scenario } from "../model/scenario.ts";
import { SUITE_VERSION } from "../model/suite-version.ts";
import type { Witness } from "../model/verdict.ts";
import { scenarioToWire, readScenario } from "../model/wire/scenario-wire.ts";
import { WireReader } from "../model/wire/wire-reader.ts";
import { readWitness, witnessToWire } from "../model/wire/witness-wire.ts";
import { scenarioDigest } from "./canonical-json.ts";

export const STORED_FAILURE_FORMAT = "rmrr-conformance/stored-failure/1";

const ABOUT =
  "A failure that rmrr-conformance found, with its minimal scenario. Commit this file: every run judges it first. " +
  "Delete it when the scenario is no longer of use.";

const STORED_OUTCOMES = ["hang", "fail", "error"] as const;

export interface StoredFailure {
  readonly outcome: (typeof STORED_OUTCOMES)[number];
  /** Ids of the requirements to judge it for: one, or all that a hang or error prevented from being judged. */
  readonly requirements: readonly string[];
  readonly rule: string;
  /** A name for the reader; a run judges by its own profile. */
  readonly profile: string;
  readonly implementation: string;
  /** The seed and the case that led to it. */
  readonly seed: string;
  readonly origin: string;
  readonly witness: Witness;
  readonly scenario: Scenario;
}

/** The name of the file: requirement, rule, and a digest, so that equal scenarios share a file. */
export function storedFailureName(
  failure: Pick<StoredFailure, "outcome" | "requirements" | "rule" | "scenario">,
): string {
  const what = failure.outcome === "fail" ? (failure.requirements[0] ?? "fail") : failure.outcome;
  const parts = [what, failure.rule].map((part) =>
    part
      .replaceAll("/", ".")
      .replace(/[^\w.-]/gu, "_")
      .slice(0, 80),
  );
  return `${parts.join("--")}--${scenarioDigest(failure.scenario).slice(0, 12)}.json`;
}

export function storedFailureToText(failure: StoredFailure): string {
  const { witness, scenario, ...rest } = failure;
  const file = {
    about: ABOUT,
    format: STORED_FAILURE_FORMAT,
    suiteVersion: SUITE_VERSION,
    ...rest,
    witness: witnessToWire(witness),
    scenario: scenarioToWire(scenario),
  };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

/**
 * The failure in a file.
 *
 * @param shown the file's name, for errors
 * @throws ConformanceError `STORED_FAILURE_UNREADABLE`, or `STORED_FAILURE_VERSION` for another format
 */
export function storedFailureFromText(text: string, shown: string): StoredFailure {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(shown, "it is not JSON");
  }
  const at = new WireReader("stored failure");
  try {
    const raw = at.object(value);
    if (raw.format !== STORED_FAILURE_FORMAT) throw wrongVersion(shown, raw.format, raw.suiteVersion);
    return {
      outcome: at.choice(raw.outcome, "outcome", STORED_OUTCOMES),
      requirements: at.texts(raw.requirements, "requirements"),
      rule: at.text(raw.rule, "rule"),
      profile: at.text(raw.profile, "profile"),
      implementation: at.text(raw.implementation, "implementation"),
      seed: at.text(raw.seed, "seed"),
      origin: at.text(raw.origin, "origin"),
      witness: readWitness(raw.witness, at, "witness"),
      scenario: readScenario(raw.scenario, at, "scenario"),
    };
  } catch (error) {
    if (error instanceof ConformanceError && error.code.startsWith("WIRE_")) throw unreadable(shown, error.message);
    throw error;
  }
}

/** `hierarchy, case 12`: the origin of a case as text. */
export function describeOrigin(origin: CaseOrigin): string {
  switch (origin.from) {
    case "stream":
      return `stream ${origin.stream}, case ${origin.index}`;
    case "table":
      return `table ${origin.table}, case ${origin.index}`;
    case "store":
      return `stored failure ${origin.file}`;
    case "known":
      return `known divergence ${origin.divergence}`;
    default:
      return origin satisfies never;
  }
}

function unreadable(shown: string, problem: string): ConformanceError {
  return new ConformanceError(
    "STORED_FAILURE_UNREADABLE",
    `the stored failure ${shown} cannot be read: ${problem}`,
    "Restore the file from your version control, or delete it; it was left untouched, and the run continues without it.",
    3,
  );
}

function wrongVersion(shown: string, format: unknown, suiteVersion: unknown): ConformanceError {
  const made = typeof suiteVersion === "string" ? `, made by version ${suiteVersion.slice(0, 40)}` : "";
  const named = format === undefined ? "no format" : `the format ${String(format).slice(0, 80)}`;
  return new ConformanceError(
    "STORED_FAILURE_VERSION",
    `the stored failure ${shown} has ${named}${made}; ` +
      `this is version ${SUITE_VERSION}, which reads ${STORED_FAILURE_FORMAT}`,
    "Use the version that made it, or delete it and let this version find the failure again; it was left untouched.",
    3,
  );
}
