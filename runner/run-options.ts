/** What a run is asked to do, and where its results go: the library's API. */

import type { Executor, ImplementationDescription } from "../implementations/executor.ts";
import type { ConformanceError } from "../model/conformance-error.ts";
import type { AskedLine, CaseOrigin, FailureLine, JudgedLine, RecordLine } from "../model/record.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";
import type { EarlierRun } from "./earlier-run.ts";
import type { StoreContent } from "./failure-store.ts";
import type { KnownDivergence } from "./known-divergence.ts";
import type { Pulse } from "./pulse.ts";
import type { Recording } from "./recording/recording.ts";
import type { Shard } from "./shards/shard.ts";
import type { StoredFailure } from "./stored-failure.ts";
import type { Suite } from "./suite.ts";

/**
 * What is tested.
 *
 * - `module`: the URL or the path of a module that exports an `Implementation` as `implementation` or as its
 *   default. It is judged in a worker thread under supervision: a case that does not end is a `hang`, one
 *   that kills the worker is an `error`, and the run goes on.
 * - `executor`: an executor, which is called in this thread. It has to supervise itself, as one does that
 *   talks to another process; code in this process that never returns takes the caller with it.
 * - `recording`: nobody; the traces of an earlier run are judged.
 * - `answered`: nobody; shards have judged everything already. Needs {@link RunOptions.earlier}.
 */
export type SubjectUnderTest =
  | { readonly module: string | URL }
  | { readonly executor: Executor }
  | { readonly recording: Recording }
  | { readonly answered: ImplementationDescription };

/** A real DMAR table around which platforms are generated. */
export interface GivenTable {
  /** Shown in the record: a file name without its folder. The second table of a name is shown with `#2` behind it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface RunOptions {
  readonly subject: SubjectUnderTest;
  /** Any text. Everything that is generated derives from it. */
  readonly seed: string;
  /**
   * Judges every case of the small worlds instead of random cases from streams. The seed is then ignored, and `runs`
   * and `tables` must not be given.
   */
  readonly exhaustive?: boolean;
  /** Cases per stream, at least 1; 1,000 by default. Tables share this number, with at least four cases each. */
  readonly runs?: number;
  /** Patterns of requirement ids (`*`, `?`); the streams that they use are run in full. All by default. */
  readonly only?: readonly string[];
  /** Name of a profile; by default the one that the implementation names, else `linux`. */
  readonly profile?: string;
  /** Tables around which further cases are generated, after the streams. */
  readonly tables?: readonly GivenTable[];
  /** Folder of stored failures, to which new ones are added. By default none are stored, and no stored ones judged. */
  readonly store?: string;
  /** Does not judge stored failures; new ones are still stored. */
  readonly noStored?: boolean;
  /** Judged first, instead of the content of the folder of stored failures. */
  readonly storedFailures?: StoreContent;
  /** The part of the run to judge; all of it by default. A shard stores no failures. */
  readonly shard?: Shard;
  /** A run that this one continues: what was judged then is not judged again. */
  readonly earlier?: EarlierRun;
  /** The arguments of the command line, for the record, so that the run can be resumed. */
  readonly command?: readonly string[];
  /** Known divergences of the implementation, as `loadKnownDivergences` reads them. */
  readonly known?: readonly KnownDivergence[];
  /** Patterns of requirement ids that may stay unobserved although the profile expects them. */
  readonly allowUnobserved?: readonly string[];
  /** Milliseconds after which a case counts as a hang, for a `module`; 5,000 by default. */
  readonly caseTimeout?: number;
  /** Counts in how many cases each situation holds, for the record. Off by default, because it takes time. */
  readonly situations?: boolean;
  /** Maximum number of candidates tried when shrinking one failure; 10,000 by default. */
  readonly mostTries?: number;
  /** The exact command that reproduces a failure; by default the call of `runConformance` that does. */
  readonly replayCommand?: (failure: ReplayableFailure) => string;
  /** For an `executor`: told how far the run is, for a watchdog in another thread. */
  readonly pulse?: Pulse;
  /** Requirements, streams and judge; by default those of this package. */
  readonly suite?: Suite;
  /** For a `module`: the module that exports the suite as `suite`, for the worker; with `suite` only. */
  readonly suiteModule?: URL;
}

/** What a replay command may mention. */
export interface ReplayableFailure extends Pick<FailureLine, "outcome" | "requirements" | "rule" | "origin"> {
  /** The file that holds it, if it is stored. */
  readonly file?: string;
  readonly seed: string;
  readonly runs: number;
}

/** How far a run is. */
export interface Progress {
  readonly section: "stored" | "known" | "stream" | "table" | "shrinking";
  /** Name of the stream or table; the requirement, for shrinking. */
  readonly name: string;
  readonly done: number;
  readonly total: number;
  /** Different failures so far: by requirement and rule. */
  readonly failures: number;
}

export interface RunSinks {
  /** Takes the lines of the record, in order. */
  line(line: RecordLine): void;
  /**
   * Takes what another run needs to continue this one, each line as soon as it is known: what was asked for, then what
   * the judge answers.
   */
  keep?(line: AskedLine | JudgedLine): void;
  progress?(progress: Progress): void;
  /**
   * Takes what kept something from being read, judged or stored: an unwritable store, a stored failure of another
   * version. The run continues.
   */
  problem?(problem: ConformanceError): void;
  /**
   * Takes every case that was judged, in order, with its trace, but not the candidates of shrinking. For an `executor`
   * only.
   */
  executed?(origin: CaseOrigin, scenario: Scenario, trace: Trace): void;
  /** Takes the path of a failure that was stored. */
  stored?(path: string, failure: StoredFailure): void;
}

export interface RunResult {
  /** 0 conforms; 1 fail, hang or unexpected-pass; 3 could not be judged. */
  readonly exitStatus: 0 | 1 | 3;
}
