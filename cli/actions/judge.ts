/** What `run` does. */

import type { FailureLine } from "../../model/record.ts";
import { RecordFile } from "../../reports/record/record-file.ts";
import { DEFAULT_STORE } from "../../runner/failure-store.ts";
import { loadKnownDivergences } from "../../runner/load-known-divergences.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import type { RunOptions } from "../../runner/run-options.ts";
import type { RunCommandOptions } from "../commands/run.ts";
import { linuxTree } from "../linux-options.ts";
import { randomSeed } from "../random-seed.ts";
import { findServedSubject, findSubject } from "./find-subject.ts";
import { Interruption } from "./interruption.ts";
import { readTables } from "./read-tables.ts";
import { replayCommand, runCommandLine } from "./replay-command.ts";
import { RunOutput } from "./run-output.ts";
import { RunRecorder } from "./run-recorder.ts";

/**
 * Judges an implementation and prints what is found.
 *
 * @returns the exit status
 * @throws ConformanceError if the run cannot be started as it was asked for
 */
export async function judge(command: RunCommandOptions): Promise<number> {
  const bisecting = command.exitCode === "bisect";
  // Every commit of a bisection is asked the same.
  const seed = command.exhaustive === true ? "" : (command.seed ?? (bisecting ? "bisect" : randomSeed()));
  const options = await runOptions(command, seed);
  const record = command.report === undefined ? undefined : new RecordFile(command.report);
  const traces = command.traces === undefined ? undefined : await RunRecorder.open(command.traces, options);
  const output = new RunOutput(runCommandLine({ ...command, seed }));
  const interruption = new Interruption(() => {
    record?.close();
    traces?.close();
    output.interrupted(command.exhaustive === true ? undefined : seed, command.report);
  });
  try {
    let failed = false;
    let observed = false;
    const { exitStatus } = await runConformance(options, {
      line: (line) => {
        failed ||= line.line === "failure" && (line.outcome === "fail" || line.outcome === "hang");
        observed ||= line.line === "requirement" && line.outcome !== "not-observable" && line.outcome !== "skipped";
        record?.write(line);
        traces?.line(line);
        output.line(line);
      },
      progress: (progress) => output.progress(progress),
      problem: (problem) => output.problem(problem),
      stored: (path) => output.stored(path),
      ...(traces === undefined
        ? {}
        : { executed: (origin, scenario, trace) => traces.executed(origin, scenario, trace) }),
    });
    if (!bisecting) return exitStatus;
    // That something known is mended makes no commit a bad one; that nothing could be seen, no good one.
    if (exitStatus === 1 && !failed) return 0;
    return exitStatus === 0 && !observed ? 3 : exitStatus;
  } finally {
    interruption.disarm();
    record?.close();
    traces?.close();
    output.close();
  }
}

async function runOptions(command: RunCommandOptions, seed: string): Promise<RunOptions> {
  const { runs, exhaustive, profile, caseTimeout } = command;
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
    ...(command.table === undefined ? {} : { tables: readTables(command.table) }),
    ...(command.situations === undefined ? {} : { situations: true }),
    ...(await expectations(command)),
    replayCommand: (failure: { readonly file?: string } & Pick<FailureLine, "requirements">) =>
      replayCommand({ ...command, seed }, failure),
  };
}

/** A bisection leaves nothing in the tree that would be judged with the next commit, unless it is asked to. */
function storeOptions({ store, stored, exitCode }: RunCommandOptions): Pick<RunOptions, "store" | "noStored"> {
  if (exitCode === "bisect" && store === undefined) return {};
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
