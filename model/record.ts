/**
 * The record of a run: a stream of lines, in this order, from which everything that people and machines
 * read is rendered. One seed, suite version, set of options and store give one record, byte for byte, but
 * for the `environment` line.
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

/** The format of records; a reader refuses any other. */
export const RECORD_FORMAT = "rmrr-conformance/record/1";

/** The part of a run's options on which its verdicts depend. */
export interface RecordedOptions {
  /** Cases a stream; 0 if cases were enumerated and not drawn. */
  readonly runs: number;
  /** The small worlds were enumerated, instead of drawing cases of streams. */
  readonly exhaustive?: true;
  /** Patterns of requirement ids; empty for all. */
  readonly only: readonly string[];
  /** SHA-256 of each DMAR table that was given, in the order of their names. */
  readonly tables: readonly { readonly name: string; readonly digest: string }[];
  /** Whether stored failures were judged first. */
  readonly stored: boolean;
  /** Patterns of requirement ids that need not be observed; left out if there are none. */
  readonly allowUnobserved?: readonly string[];
  /** Milliseconds after which a case is a hang; left out if the implementation is not supervised by the runner. */
  readonly caseTimeout?: number;
  /** The cases in each situation were counted; left out if they were not. */
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
 * The record is of a part of a run. In a record that was put together there is one for each part, with the host
 * that judged it; like `environment`, these are never compared.
 */
export interface ShardLine {
  readonly line: "shard";
  /** From 1 to `of`. */
  readonly shard: number;
  readonly of: number;
  readonly environment?: Omit<EnvironmentLine, "line">;
}

/**
 * What the run was asked for, as far as the header does not say it whole. Only a record that something is to be
 * made of has it: of a run that did not come to its end, and of a shard.
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
  /** What kept others from being read. */
  readonly problems: readonly KeptProblem[];
}

/** What the judge of the run has answered; it stands where {@link AskedLine} does. */
export type JudgedLine = { readonly line: "judged" } & JudgedAnswer;

/** Where a case came from. */
export type CaseOrigin =
  | { readonly from: "stream"; readonly stream: string; readonly index: number }
  | { readonly from: "table"; readonly table: string; readonly index: number }
  | { readonly from: "store"; readonly file: string }
  | { readonly from: "known"; readonly divergence: string };

/** What an enumeration went through, for people. */
export interface Enumeration {
  /** What was enumerated, up to which bound. */
  readonly bound: string;
  /** What there would be up to the same counts, and was left out. */
  readonly leftOut: string;
  /** What was counted once. */
  readonly symmetry: string;
  /** How many cases there are if none is left out for being symmetric to another. */
  readonly beforeSymmetry: number;
}

/** What became of a stream as a whole, or of the shard's part of it. */
export interface StreamLine {
  readonly line: "stream";
  readonly stream: string;
  readonly cases: number;
  /** Cases that no trace came back from, by how they ended. */
  readonly hung: number;
  readonly died: number;
  readonly skipped: number;
  /** Cases that were not executed, because the stream was given up, and why; left out if there are none. */
  readonly notJudged?: number;
  readonly reason?: string;
  /** For a small world, whose cases were enumerated and not drawn. */
  readonly enumeration?: Enumeration;
}

/**
 * In how many cases of a stream a situation held. There is one for each situation and stream that is promised to
 * reach it, and for each other in which it held. Counts, so that those of several runs can be added; what a stream
 * reaches does not bear on the exit status, because a short run may miss by chance what it reaches in the long run.
 */
export interface SituationLine {
  readonly line: "situation";
  readonly name: string;
  /** The stream; `table` for the cases around all given tables. */
  readonly stream: string;
  readonly cases: number;
  readonly held: number;
  /** The share of its cases, 0 to 1, that the stream is promised to reach; left out if none is promised. */
  readonly leastShare?: number;
}

export interface RequirementLine {
  readonly line: "requirement";
  readonly id: string;
  readonly level: "must" | "policy" | "robust";
  /** The worst outcome; `not-observable` too if it was triggered too seldom. */
  readonly outcome: Outcome;
  /** Cases in which the requirement was triggered, out of all cases of its streams. */
  readonly triggered: number;
  readonly cases: number;
  /** Triggered cases by outcome; outcomes that did not occur are left out. */
  readonly counts: Readonly<Partial<Record<Outcome, number>>>;
  /** Why it is skipped or not observable, or why cases of it were not judged. */
  readonly reason?: string;
  /** It was not observed although the profile expects it: the run could not judge it (exit status 3). */
  readonly missed?: true;
}

/** Which faulty implementations of the shelf a failure behaves like: the same witness, and the same trace at its step. */
export interface Diagnosis {
  /** More than one if nothing tells them apart; in the order of the shelf. */
  readonly faults: readonly {
    readonly name: string;
    /** The mistake, in a sentence. */
    readonly description: string;
    /** The change that mended it in Linux, if there was one. */
    readonly mendedBy?: string;
  }[];
  /** How many failures of the run behave like it, out of those that were examined. */
  readonly shared: number;
  readonly examined: number;
}

/** A failure: the earliest case of a requirement and a rule, shrunk. */
export interface FailureLine {
  readonly line: "failure";
  readonly outcome: "hang" | "fail" | "error" | "unexpected-pass" | "known";
  /** The requirement; for a hang or an error that concerns a whole case, all that the case was to be judged for. */
  readonly requirements: readonly string[];
  readonly rule: string;
  readonly origin: CaseOrigin;
  /** In how many cases of the run the same requirement failed by the same rule. */
  readonly occurrences: number;
  readonly witness: Witness;
  /** The least scenario found, and the trace of it. */
  readonly scenario: Scenario;
  readonly trace: Trace;
  /** How the least scenario was found: candidates tried and taken; whether a limit ended it early. */
  readonly shrinking: { readonly tried: number; readonly taken: number; readonly cut: boolean };
  /** Left out if it behaves like none that is known. */
  readonly diagnosis?: Diagnosis;
  /** For `known` and `unexpected-pass`: the reason and link of the divergence. */
  readonly divergence?: { readonly reason: string; readonly link?: string };
  /** For a divergence that a release did not have any more: it is back. */
  readonly returned?: {
    readonly reason: string;
    readonly link?: string;
    readonly release: string;
    /** The change that mended it. */
    readonly change?: string;
  };
  /** The exact command that repeats it. */
  readonly replay: string;
}

export interface FooterLine {
  readonly line: "footer";
  /** 0 conforms, 1 does not, 3 could not be judged. */
  readonly exitStatus: 0 | 1 | 3;
  /** Requirements by outcome. */
  readonly requirements: Readonly<Partial<Record<Outcome, number>>>;
  readonly cases: number;
  /** Codes of errors that kept something from being judged, such as a stored failure that could not be read. */
  readonly problems?: readonly string[];
  /** The seed once more: a log is often read from its end. */
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
