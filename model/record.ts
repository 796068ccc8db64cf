/**
 * The record of a run: a sequence of lines, in this order, from which all output for people and machines is rendered.
 * The same seed, suite version, options and store give the same record, byte for byte, except for the `environment`
 * line.
 */

import type { JudgedAnswer, KeptProblem } from "./judged.ts";
import type { Scenario } from "./scenario.ts";
import type { Trace } from "./trace.ts";
import type { Outcome, Witness } from "./verdict.ts";

/** Facts about the host; never compared. */
export interface EnvironmentLine {
  readonly line: "environment";
  readonly node: string;
  readonly platform: string;
  readonly architecture: string;
  /** ISO 8601, UTC. */
  readonly started: string;
}

/** The format of records; a reader rejects any other. */
export const RECORD_FORMAT = "rmrr-conformance/record/1";

/** The options of a run on which its verdicts depend. */
export interface RecordedOptions {
  /** Cases per stream; 0 if cases were enumerated instead of drawn. */
  readonly runs: number;
  /** Whether the small worlds were enumerated instead of drawing cases of streams. */
  readonly exhaustive?: true;
  /** Patterns of requirement ids; empty for all. */
  readonly only: readonly string[];
  /** SHA-256 of each given DMAR table, in the order of their names. */
  readonly tables: readonly { readonly name: string; readonly digest: string }[];
  /** Whether stored failures were judged first. */
  readonly stored: boolean;
  /** Patterns of requirement ids that need not be observed; left out if there are none. */
  readonly allowUnobserved?: readonly string[];
  /** Milliseconds after which a case counts as a hang; left out if the runner does not supervise the implementation. */
  readonly caseTimeout?: number;
  /** Whether the cases in each situation were counted. */
  readonly situations?: true;
}

export interface HeaderLine {
  readonly line: "header";
  readonly format: typeof RECORD_FORMAT;
  readonly suiteVersion: string;
  /** The revision of the VT-d specification whose section numbers are cited. */
  readonly specification: string;
  readonly profile: string;
  /** Switches of the profile that accept either answer, because the implementation asked for it. */
  readonly either: readonly string[];
  readonly seed: string;
  readonly options: RecordedOptions;
  /** SHA-256 over the stored failures and known divergences that were in force. */
  readonly storeDigest: string;
  readonly implementation: {
    readonly name: string;
    readonly version?: string;
    readonly language?: string;
    readonly homepage?: string;
  };
}

/**
 * The record covers a part of a run. A merged record has one such line for each part, with the host that judged it;
 * like `environment`, these are never compared.
 */
export interface ShardLine {
  readonly line: "shard";
  /** From 1 to `of`. */
  readonly shard: number;
  readonly of: number;
  readonly environment?: Omit<EnvironmentLine, "line">;
}

/**
 * What the run was asked for, as far as the header does not say so completely. Only the records of unfinished runs and
 * of shards have it, because only those are processed further.
 */
export interface AskedLine {
  readonly line: "asked";
  /** The arguments of `run`. */
  readonly command: readonly string[];
  /** SHA-256 of the module that exports the implementation, if one does. */
  readonly module?: string;
  readonly tables: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Known divergences, as a file of them has them, each with its scenario. */
  readonly known: readonly Readonly<Record<string, unknown>>[];
  /** The files of stored failures that are judged first. */
  readonly stored: readonly { readonly name: string; readonly text: string }[];
  /** What prevented others from being read. */
  readonly problems: readonly KeptProblem[];
}

/** An answer of the run's judge; present in the same records as {@link AskedLine}. */
export type JudgedLine = { readonly line: "judged" } & JudgedAnswer;

/** Where a case came from. */
export type CaseOrigin =
  | { readonly from: "stream"; readonly stream: string; readonly index: number }
  | { readonly from: "table"; readonly table: string; readonly index: number }
  | { readonly from: "store"; readonly file: string }
  | { readonly from: "known"; readonly divergence: string };

/** What an enumeration covered, for people. */
export interface Enumeration {
  /** What was enumerated, up to which bound. */
  readonly bound: string;
  /** What the same counts would also allow, but was left out. */
  readonly leftOut: string;
  /** What was counted once. */
  readonly symmetry: string;
  /** How many cases there would be if symmetric ones were not left out. */
  readonly beforeSymmetry: number;
}

/** The result of a stream as a whole, or of a shard's part of it. */
export interface StreamLine {
  readonly line: "stream";
  readonly stream: string;
  readonly cases: number;
  /** Cases that returned no trace, by how they ended. */
  readonly hung: number;
  readonly died: number;
  readonly skipped: number;
  /** How many cases were not executed because the stream was given up, and why; left out if there are none. */
  readonly notJudged?: number;
  readonly reason?: string;
  /** For a small world, whose cases were enumerated instead of drawn. */
  readonly enumeration?: Enumeration;
}

/**
 * In how many cases of a stream a situation held. There is a line for each situation and stream that promises to reach
 * it, and for each other stream in which it held. These are counts, so that those of several runs can be added. They do
 * not affect the exit status, because a short run may miss by chance what a long run reaches.
 */
export interface SituationLine {
  readonly line: "situation";
  readonly name: string;
  /** The stream; `table` for the cases around all given tables. */
  readonly stream: string;
  readonly cases: number;
  readonly held: number;
  /** The share of its cases, 0 to 1, that the stream promises to reach; left out if none is promised. */
  readonly leastShare?: number;
}

export interface RequirementLine {
  readonly line: "requirement";
  readonly id: string;
  readonly level: "must" | "policy" | "robust";
  /** The worst outcome; also `not-observable` if it was triggered too rarely. */
  readonly outcome: Outcome;
  /** The number of cases in which the requirement was triggered, and the number of cases of its streams. */
  readonly triggered: number;
  readonly cases: number;
  /** Triggered cases by outcome; outcomes that did not occur are left out. */
  readonly counts: Readonly<Partial<Record<Outcome, number>>>;
  /** Why it is skipped or not observable, or why some of its cases were not judged. */
  readonly reason?: string;
  /** The profile expects it, but it was not observed: the run could not judge it (exit status 3). */
  readonly missed?: true;
}

/** Which faulty implementations a failure behaves like: they give the same witness, and the same trace at its step. */
export interface Diagnosis {
  /** More than one if nothing distinguishes them; in the order of the list of faulty implementations. */
  readonly faults: readonly {
    readonly name: string;
    /** The mistake, in a sentence. */
    readonly description: string;
    /** The change that fixed it in Linux, if there was one. */
    readonly mendedBy?: string;
  }[];
  /** How many failures of the run behave like it, out of those examined. */
  readonly shared: number;
  readonly examined: number;
}

/** A failure: the earliest case of a requirement and a rule, shrunk. */
export interface FailureLine {
  readonly line: "failure";
  readonly outcome: "hang" | "fail" | "error" | "unexpected-pass" | "known";
  /** The requirement; for a hang or error of a whole case, all requirements for which the case was to be judged. */
  readonly requirements: readonly string[];
  readonly rule: string;
  readonly origin: CaseOrigin;
  /** The number of cases of the run in which the same requirement failed by the same rule. */
  readonly occurrences: number;
  readonly witness: Witness;
  /** The minimal scenario found, and its trace. */
  readonly scenario: Scenario;
  readonly trace: Trace;
  /**
   * How the minimal scenario was found: candidates tried and accepted, and whether a limit stopped the search early.
   */
  readonly shrinking: { readonly tried: number; readonly taken: number; readonly cut: boolean };
  /** Left out if it behaves like no known fault. */
  readonly diagnosis?: Diagnosis;
  /** For `known` and `unexpected-pass`: the reason and link of the divergence. */
  readonly divergence?: { readonly reason: string; readonly link?: string };
  /** For a divergence that a release had already fixed: it has returned. */
  readonly returned?: {
    readonly reason: string;
    readonly link?: string;
    readonly release: string;
    /** The change that fixed it. */
    readonly change?: string;
  };
  /** The exact command that reproduces it. */
  readonly replay: string;
}

export interface FooterLine {
  readonly line: "footer";
  /** 0 conforms, 1 does not, 3 could not be judged. */
  readonly exitStatus: 0 | 1 | 3;
  /** Requirements by outcome. */
  readonly requirements: Readonly<Partial<Record<Outcome, number>>>;
  readonly cases: number;
  /** Codes of errors that prevented something from being judged, such as a stored failure that could not be read. */
  readonly problems?: readonly string[];
  /** The seed again, because logs are often read from the end. */
  readonly seed: string;
}

export type RecordLine =
  | EnvironmentLine
  | HeaderLine
  | ShardLine
  | StreamLine
  | SituationLine
  | RequirementLine
  | FailureLine
  | AskedLine
  | JudgedLine
  | FooterLine;
