/** What `judge` does. */

import { ConformanceError } from "../../model/conformance-error.ts";
import { RecordFile } from "../../reports/record/record-file.ts";
import { shellQuote } from "../../reports/text/shell-quote.ts";
import { storedFile, type StoreContent, type StoredFile } from "../../runner/failure-store.ts";
import { Recording } from "../../runner/recording/recording.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import type { RunOptions } from "../../runner/run-options.ts";
import type { JudgeCommandOptions } from "../commands/judge.ts";
import { RunOutput } from "./run-output.ts";
import { Writing } from "./writing.ts";

/**
 * Judges a recording as the run did that made it.
 *
 * @returns the exit status
 * @throws ConformanceError `RECORDING_…`, `REPORT_…`
 */
export async function judgeRecording(path: string, command: JudgeCommandOptions): Promise<number> {
  const recording = await Recording.open(path);
  const record = command.report === undefined ? undefined : new RecordFile(command.report);
  const writing = new Writing((problem) => output.problem(problem));
  const lost = (): string | undefined => (writing.hasFailed ? "the record" : undefined);
  const output = new RunOutput(commandLine(path, command), command.report, lost);
  try {
    const { exitStatus } = await runConformance(runOptions(recording, command), {
      line: (line) => {
        writing.attempt(() => record?.write(line));
        // What is printed last says whether all of it is on the disk.
        if (line.line === "footer") writing.attempt(() => record?.close());
        output.line(line);
      },
      progress: (progress) => output.progress(progress),
      problem: (problem) => output.problem(problem),
    });
    // As for `run`: whoever asked for a file and gets none must not take this for a whole one.
    return exitStatus === 0 && lost() !== undefined ? 3 : exitStatus;
  } finally {
    writing.attempt(() => record?.close());
    output.close();
  }
}

function runOptions(recording: Recording, command: JudgeCommandOptions): RunOptions {
  const { seed, runs, exhaustive, only, tables, known, judgesStored, profile, allowUnobserved } = recording.header;
  return {
    subject: { recording },
    seed,
    ...(exhaustive === true ? { exhaustive } : { runs }),
    only: command.only ?? only,
    profile: command.profile ?? profile,
    tables,
    known,
    // Stored failures were part of the run; what failed is in the recording, so no more are stored.
    ...(judgesStored ? { storedFailures: storedContent(recording) } : {}),
    allowUnobserved: command.allowUnobserved ?? allowUnobserved,
    replayCommand: ({ requirements }) => commandLine(recording.path, { ...command, only: requirements.slice(0, 1) }),
  };
}

/** The stored failures that were part of the run. One that is not understood is told, as it was then. */
function storedContent({ path, header }: Recording): StoreContent {
  const files: StoredFile[] = [];
  const problems: ConformanceError[] = [];
  for (const { name, text } of header.stored) {
    try {
      files.push(storedFile(name, text, `${name} in ${path}`));
    } catch (error) {
      if (!(error instanceof ConformanceError)) throw error;
      problems.push(error);
    }
  }
  return { files, problems };
}

function commandLine(path: string, { only = [], profile, report, allowUnobserved = [] }: JudgeCommandOptions): string {
  const words = ["npx", "rmrr-conformance", "judge", path];
  if (only.length > 0) words.push("--only", ...only);
  if (profile !== undefined) words.push("--profile", profile);
  if (report !== undefined) words.push("--report", report);
  if (allowUnobserved.length > 0) words.push("--allow-unobserved", ...allowUnobserved);
  return words.map(shellQuote).join(" ");
}
