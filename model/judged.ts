/**
 * What a judge has answered, as plain data: the verdicts of a scenario, the tally of a range of cases, a least
 * scenario.
 *
 * A run follows from the answers of its judge and from what it was asked alone. So a run that was interrupted is
 * gone on with, and shards are put together, by giving the same answers to the same run once more.
 */

import type { CaseOrigin } from "./record.ts";
import type { Scenario } from "./scenario.ts";
import type { Trace } from "./trace.ts";
import type { Outcome, Witness } from "./verdict.ts";

export interface CaseFailure {
  /**
   * A failed requirement is one fault for each witness rule. A method that throws, a case that hangs or dies
   * is one fault for each kind of step, whatever requirements it keeps from being judged.
   */
  readonly key: string;
  readonly outcome: "hang" | "fail" | "error" | "known";
  /** Id of the requirement; left out if the case failed as a whole. */
  readonly requirement?: string;
  readonly rule: string;
  readonly witness: Witness;
  /** Index of the divergence that explains it, if it is `known`; of one that is back, if it is not. */
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
  /** Of the requirements that the scenario triggers. */
  readonly verdicts: readonly NamedVerdict[];
  readonly failures: readonly CaseFailure[];
}

/** The cases of a range that fail by one key. */
export interface FailureTally {
  readonly key: string;
  readonly outcome: CaseFailure["outcome"];
  readonly rule: string;
  readonly divergence?: number;
  /** Ids of the requirements, each once. */
  readonly requirements: readonly string[];
  /** In how many cases. */
  readonly occurrences: number;
  /** Index of the earliest case, and what was seen there. */
  readonly first: number;
  readonly witness: Witness;
  readonly trace: Trace;
}

/** A case that cost so much that a course is given up after some of them. */
export interface EndedCase {
  readonly index: number;
  /** `counted`: it hung, which was found by counting and took little time, and nothing known explains it. */
  readonly how: "died" | "hung" | "counted";
}

export interface Tally {
  /** Position of the course. */
  readonly course: number;
  /** The cases from `from` to before `to` are in it. */
  readonly from: number;
  readonly to: number;
  /** Cases that no whole trace came back from. */
  readonly hung: number;
  readonly died: number;
  readonly skipped: number;
  /** At most one, the last of the range: whoever counts them stops at the same case, however ranges were cut. */
  readonly ended?: EndedCase["how"];
  /** For each requirement of the course, in their order, the triggered cases for each of `OUTCOMES`. */
  readonly counts: readonly number[];
  /** For each situation of the suite the cases in which it holds; empty if they are not counted. */
  readonly situations: readonly number[];
  /** By key, in the order of their earliest cases. */
  readonly failures: readonly FailureTally[];
}

/** What a candidate that was taken showed. */
export interface FoundFailure {
  readonly trace: Trace;
  readonly witness: Witness;
}

export interface ShrunkFailure {
  readonly scenario: Scenario;
  /** Undefined if no candidate was taken: the case itself is the least. */
  readonly found: FoundFailure | undefined;
  readonly tried: number;
  readonly taken: number;
  readonly cut: boolean;
}

/** A tally as it is kept: of a failure that the course has had before, what was seen first is not told again. */
export interface KeptTally extends Omit<Tally, "failures"> {
  readonly failures: readonly (Omit<FailureTally, "witness" | "trace"> &
    Partial<Pick<FailureTally, "witness" | "trace">>)[];
}

/** Something that kept the run from judging, as it was told. */
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
  /** A failure is about to be stored in this file: it is the run's own, and no change of the store. */
  | { readonly what: "stored"; readonly file: string }
  | { readonly what: "problem"; readonly problem: KeptProblem };
