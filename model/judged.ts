/**
 * A judge's answers as plain data: the verdicts of a scenario, the tally of a range of cases, a minimal scenario.
 *
 * The result of a run depends only on what it was asked and on the answers of its judge. So an interrupted run is
 * resumed, and shards are merged, by running the same run again with the answers already given.
 */

import type { CaseOrigin } from "./record.ts";
import type { Scenario } from "./scenario.ts";
import type { Trace } from "./trace.ts";
import type { Outcome, Witness } from "./verdict.ts";

export interface CaseFailure {
  /**
   * A failed requirement is one fault per witness rule. A method that throws, or a case that hangs or dies, is one
   * fault per kind of step, whichever requirements it prevents from being judged.
   */
  readonly key: string;
  readonly outcome: "hang" | "fail" | "error" | "known";
  /** Id of the requirement; left out if the whole case failed. */
  readonly requirement?: string;
  readonly rule: string;
  readonly witness: Witness;
  /**
   * Index of the divergence that explains the failure if it is `known`; otherwise, of a fixed divergence that has
   * returned.
   */
  readonly divergence?: number;
}

/** A verdict as plain data. */
export interface NamedVerdict {
  /** Id of the requirement. */
  readonly requirement: string;
  readonly outcome: Outcome;
  readonly witnesses: readonly Witness[];
}

export interface JudgedScenario {
  readonly trace: Trace;
  /** Verdicts on the requirements that the scenario triggers. */
  readonly verdicts: readonly NamedVerdict[];
  readonly failures: readonly CaseFailure[];
}

/** The cases of a range that fail with the same key. */
export interface FailureTally {
  readonly key: string;
  readonly outcome: CaseFailure["outcome"];
  readonly rule: string;
  readonly divergence?: number;
  /** Ids of the requirements, each once. */
  readonly requirements: readonly string[];
  /** The number of cases. */
  readonly occurrences: number;
  /** Index of the earliest case, and what was observed in it. */
  readonly first: number;
  readonly witness: Witness;
  readonly trace: Trace;
}

/** A case so expensive that a course is given up after a number of them. */
export interface EndedCase {
  readonly index: number;
  /**
   * `counted`: it hung, which was detected by counting loop iterations and took little time, and no known divergence
   * explains it.
   */
  readonly how: "died" | "hung" | "counted";
}

export interface Tally {
  /** Position of the course. */
  readonly course: number;
  /** The tally covers the cases from `from` up to but not including `to`. */
  readonly from: number;
  readonly to: number;
  /** Cases that returned no complete trace. */
  readonly hung: number;
  readonly died: number;
  readonly skipped: number;
  /** At most one per tally, for its last case, so that counting stops at the same case however ranges were divided. */
  readonly ended?: EndedCase["how"];
  /** For each requirement of the course, in order, the number of triggered cases for each of `OUTCOMES`. */
  readonly counts: readonly number[];
  /** For each situation of the suite, the number of cases in which it holds; empty if not counted. */
  readonly situations: readonly number[];
  /** By key, in the order of their earliest cases. */
  readonly failures: readonly FailureTally[];
}

/** What an accepted candidate showed. */
export interface FoundFailure {
  readonly trace: Trace;
  readonly witness: Witness;
}

export interface ShrunkFailure {
  readonly scenario: Scenario;
  /** Undefined if no candidate was accepted: the case itself is minimal. */
  readonly found: FoundFailure | undefined;
  readonly tried: number;
  readonly taken: number;
  readonly cut: boolean;
}

/** A tally as recorded: if the course has had a failure before, its first occurrence is not repeated. */
export interface KeptTally extends Omit<Tally, "failures"> {
  readonly failures: readonly (Omit<FailureTally, "witness" | "trace"> &
    Partial<Pick<FailureTally, "witness" | "trace">>)[];
}

/** Something that prevented the run from judging, as it was reported. */
export interface KeptProblem {
  readonly code: string;
  readonly cause: string;
  readonly nextStep: string;
}

export type JudgedAnswer =
  | { readonly what: "scenario"; readonly origin: CaseOrigin; readonly judged: JudgedScenario }
  | { readonly what: "cases"; readonly tally: KeptTally }
  | {
      readonly what: "least";
      /** Position of the course and index of the case that was shrunk. */
      readonly course: number;
      readonly index: number;
      readonly key: string;
      readonly shrunk: ShrunkFailure;
    }
  /**
   * A failure is about to be stored in this file: it belongs to the run itself, and does not count as a change of the
   * store.
   */
  | { readonly what: "stored"; readonly file: string }
  | { readonly what: "problem"; readonly problem: KeptProblem };
