/** What `run` does. */

import type { FailureLine } from "../../model/record.ts";
import { RecordFile } from "../../reports/record/record-file.ts";
import type { EarlierRun } from "../../runner/earlier-run.ts";
import { DEFAULT_STORE } from "../../runner/failure-store.ts";
import { loadKnownDivergences } from "../../runner/load-known-divergences.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import type { RunOptions } from "../../runner/run-options.ts";
import type { RunCommandOptions } from "../commands/run.ts";
import { linuxTree } from "../linux-options.ts";
import { randomSeed } from "../random-seed.ts";
import { CommitVerdict } from "./commit-verdict.ts";
import { failedRun, type FailedRun } from "./failed-run.ts";
import { findServedSubject, findSubject } from "./find-subject.ts";
import { Interruption } from "./interruption.ts";
import { readTables } from "./read-tables.ts";
import { replayCommand, runCommandLine, runWords, type SeededRun } from "./replay-command.ts";
import { resumedRun } from "./resumed-run.ts";
import { RunOutput } from "./run-output.ts";
import { RunRecorder } from "./run-recorder.ts";
import { Writing } from "./writing.ts";

/**
 * Judges an implementation and prints what is found.
 *
 * @param given names of the options that stand on the command line
 * @returns the exit status
 * @throws ConformanceError if the run cannot be started as it was asked for
 */
export async function judge(asked: RunCommandOptions, given: ReadonlySet<string> = new Set()): Promise<number> {
  const { command, words, failed, earlier } = plannedRun(asked, given);
  const read = command.table === undefined ? undefined : readTables(command.table);
  const options: RunOptions = {
    ...(await runOptions(command)),
    ...(read === undefined ? {} : { tables: read.tables }),
    ...(failed === undefined ? {} : { storedFailures: failed.storedFailures }),
  };
  failed?.checkTables(options.tables ?? []);
  const { report } = command;
  const record = report === undefined ? undefined : new RecordFile(report, { resume: earlier !== undefined });
  const traces = command.traces === undefined ? undefined : await RunRecorder.open(command.traces, options);
  // The traces of an interrupted run are no recording, so it is not gone on with either.
  const isKept = record !== undefined && record.isFile && traces === undefined;
  const recording = new Writing((problem) => output.problem(problem));
  const tracing = new Writing((problem) => output.problem(problem));
  const lost = (): string | undefined =>
    recording.hasFailed ? "the record" : tracing.hasFailed ? "the file of traces" : undefined;
  const output = new RunOutput(runCommandLine(words), report, lost);
  for (const passed of read?.passedOver ?? []) output.passedOver(passed);
  const interruption = new Interruption(() => {
    record?.close();
    traces?.close();
    output.interrupted(command.exhaustive === true ? undefined : command.seed, report, isKept);
  });
  try {
    const commit = new CommitVerdict();
    const { exitStatus } = await runConformance(
      {
        ...options,
        command: runWords(words),
        ...(earlier === undefined ? {} : { earlier }),
      },
      {
        line: (line) => {
          failed?.check(line);
          commit.line(line);
          recording.attempt(() => record?.write(line));
          tracing.attempt(() => traces?.line(line));
          // What is printed last says whether all of it is on the disk.
          if (line.line === "footer") {
            recording.attempt(() => record?.close());
            tracing.attempt(() => traces?.close());
          }
          output.line(line);
        },
        progress: (progress) => output.progress(progress),
        problem: (problem) => output.problem(problem),
        stored: (path) => output.stored(path),
        ...(isKept ? { keep: (line) => recording.attempt(() => record.keep(line)) } : {}),
        ...(traces === undefined
          ? {}
          : {
              executed: (origin, scenario, trace) => tracing.attempt(() => traces.executed(origin, scenario, trace)),
            }),
      },
    );
    // Whoever asked for a file and gets none must not take the run for a whole one.
    if (exitStatus === 0 && lost() !== undefined) return 3;
    return command.exitCode === "bisect" ? commit.status(exitStatus) : exitStatus;
  } finally {
    interruption.disarm();
    recording.attempt(() => record?.close());
    tracing.attempt(() => traces?.close());
    output.close();
  }
}

interface PlannedRun {
  readonly command: SeededRun;
  /** What repeats it: the same, but for what a record says. */
  readonly words: RunCommandOptions;
  readonly failed?: FailedRun;
  readonly earlier?: EarlierRun;
}

/** What is to be judged, by the options or by a record that they name. @throws ConformanceError `RESUME_…`, `FAILED_…` */
function plannedRun(asked: RunCommandOptions, given: ReadonlySet<string>): PlannedRun {
  if (asked.resume !== undefined) {
    const resumed = resumedRun(asked.resume, asked, given);
    return { ...plannedRun(resumed.command, resumed.given), earlier: resumed.earlier };
  }
  if (asked.failed !== undefined) {
    const failed = failedRun(asked.failed, asked, given);
    return { command: failed.command, words: asked, failed };
  }
  const drawn = asked.exhaustive === true ? "" : asked.exitCode === "bisect" ? "bisect" : randomSeed();
  // Every commit of a bisection is asked the same, and where nothing is drawn there is no seed.
  const command = { ...asked, seed: asked.seed ?? drawn };
  return { command, words: command };
}

async function runOptions(command: SeededRun): Promise<RunOptions> {
  const { seed, runs, exhaustive, profile, shard, caseTimeout } = command;
  const only = await selection(command);
  return {
    // A worker keeps its traces to itself; a module whose traces are wanted is served by a process of its own.
    subject: await (command.traces === undefined ? findSubject : findServedSubject)(command, caseTimeout),
    seed,
    ...(exhaustive === true ? { exhaustive } : { runs }),
    caseTimeout,
    ...storeOptions(command),
    ...(only === undefined ? {} : { only }),
    ...(profile === undefined ? {} : { profile }),
    ...(shard === undefined ? {} : { shard }),
    ...(command.situations === undefined ? {} : { situations: true }),
    ...(await expectations(command)),
    replayCommand: (failure: { readonly file?: string } & Pick<FailureLine, "requirements">) =>
      replayCommand(command, failure),
  };
}

/** A bisection leaves nothing in the tree that would be judged with the next commit, unless it is asked to. */
export function storeOptions({ store, stored, exitCode }: RunCommandOptions): Pick<RunOptions, "store" | "noStored"> {
  if (store === false || (exitCode === "bisect" && store === undefined)) return {};
  return { store: store ?? DEFAULT_STORE, noStored: !stored };
}

/** What is known of the implementation beforehand: by the user, and by this suite of Linux. */
async function expectations(command: RunCommandOptions): Promise<Pick<RunOptions, "known" | "allowUnobserved">> {
  const { linux, known, allowUnobserved } = command;
  const declared = {
    ...(known === undefined ? {} : { known: await loadKnownDivergences(known) }),
    ...(allowUnobserved === undefined ? {} : { allowUnobserved }),
  };
  if (linux === undefined) return declared;
  const { linuxExpectations } = await import("./linux-expectations.ts");
  const shipped = await linuxExpectations(linuxTree({ ...command, linux }));
  return {
    known: [...(command.shippedKnown === false ? [] : shipped.known), ...(declared.known ?? [])],
    allowUnobserved: [...shipped.allowUnobserved, ...(allowUnobserved ?? [])],
  };
}

/** Patterns of ids; levels are said by the ids that have them. */
async function selection({ only, level }: RunCommandOptions): Promise<readonly string[] | undefined> {
  if (only === undefined && level === undefined) return undefined;
  const { selectedRequirements } = await import("../selected-requirements.ts");
  const selected = selectedRequirements(only ?? [], level);
  return level === undefined ? only : selected.map(({ id }) => id);
}
