/** What `judge` does. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConformanceError } from "../../model/conformance-error.ts";
import { RecordFile } from "../../reports/record/record-file.ts";
import { shellQuote } from "../../reports/text/shell-quote.ts";
import { Recording } from "../../runner/recording/recording.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import type { RunOptions } from "../../runner/run-options.ts";
import type { JudgeCommandOptions } from "../commands/judge.ts";
import { RunOutput } from "./run-output.ts";

/**
 * Judges a recording as the run did that made it.
 *
 * @throws ConformanceError `RECORDING_…`
 */
export async function judgeRecording(path: string, command: JudgeCommandOptions): Promise<number> {
  const recording = await Recording.open(path);
  const record = command.report === undefined ? undefined : new RecordFile(command.report);
  const output = new RunOutput(commandLine(path, command));
  // Stored failures were part of the run. They are put where the run finds them, and nothing is kept there.
  const store = mkdtempSync(join(tmpdir(), "rmrr-conformance-"));
  try {
    for (const { name, text } of recording.header.stored) writeFileSync(join(store, plainName(path, name)), text);
    const { exitStatus } = await runConformance(runOptions(recording, command, store), {
      line: (line) => {
        record?.write(line);
        output.line(line);
      },
      progress: (progress) => output.progress(progress),
      problem: (problem) => output.problem(problem),
    });
    return exitStatus;
  } finally {
    rmSync(store, { recursive: true, force: true });
    record?.close();
    output.close();
  }
}

function runOptions(recording: Recording, command: JudgeCommandOptions, store: string): RunOptions {
  const { seed, runs, exhaustive, only, tables, known, judgesStored, profile, allowUnobserved } = recording.header;
  return {
    subject: { recording },
    seed,
    ...(exhaustive === true ? { exhaustive } : { runs }),
    only: command.only ?? only,
    profile: command.profile ?? profile,
    tables,
    known,
    store,
    noStored: !judgesStored,
    allowUnobserved: command.allowUnobserved ?? allowUnobserved,
    replayCommand: ({ requirements }) => commandLine(recording.path, { ...command, only: requirements.slice(0, 1) }),
  };
}

/** A recording is a file from somewhere: its names lead nowhere but into the folder. */
function plainName(path: string, name: string): string {
  if (/^[\w.-]+\.json$/u.test(name)) return name;
  throw new ConformanceError(
    "RECORDING_UNREADABLE",
    `${path} names a stored failure ${JSON.stringify(name.slice(0, 100))}, which is no name of a file`,
    "Name a file that `run --traces` has written, and that nobody has changed since",
    3,
  );
}

function commandLine(path: string, { only = [], profile, report, allowUnobserved = [] }: JudgeCommandOptions): string {
  const words = ["npx", "rmrr-conformance", "judge", path];
  if (only.length > 0) words.push("--only", ...only);
  if (profile !== undefined) words.push("--profile", profile);
  if (report !== undefined) words.push("--report", report);
  if (allowUnobserved.length > 0) words.push("--allow-unobserved", ...allowUnobserved);
  return words.map(shellQuote).join(" ");
}
