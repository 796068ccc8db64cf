/** What `report merge` does. */

import { RecordFile } from "../../reports/record/record-file.ts";
import { readRecord } from "../../reports/record/read-record.ts";
import { mergeShards, shardParts } from "../../runner/shards/merge-shards.ts";
import type { MergeOptions } from "../commands/report.ts";
import type { RunCommandOptions } from "../commands/run.ts";
import { storeOptions } from "./judge.ts";
import { readRunWords } from "./read-run-words.ts";
import { replayCommand, runCommandLine } from "./replay-command.ts";
import { RunOutput } from "./run-output.ts";
import { checkOutput } from "./write-file.ts";

/**
 * Puts the records of shards together, prints what they found, and stores failures as one run would have.
 *
 * @returns the exit status of that run
 * @throws ConformanceError `RECORD_…`, `MERGE_…`, `SHARD_…`, `SHARDS_…`, `REPORT_…`, `OUTPUT_IS_INPUT`
 */
export async function mergeRecords(paths: readonly string[], { output: path }: MergeOptions): Promise<number> {
  const parts = shardParts(paths.map((name) => ({ name, lines: readRecord(name).lines })));
  checkOutput(path, paths);
  const [first] = parts;
  const { shard: _, report: __, ...whole } = readRunWords(first!.asked.command, first!.name).options;
  const command: RunCommandOptions = whole;
  const { seed, options } = first!.header;
  const seeded = { ...command, seed, runs: options.runs };
  const record = new RecordFile(path);
  const output = new RunOutput(runCommandLine(command), path);
  try {
    const { exitStatus } = await mergeShards(
      parts,
      { ...storeOptions(command), replayCommand: (failure) => replayCommand(seeded, failure) },
      {
        line: (line) => {
          record.write(line);
          output.line(line);
        },
        problem: (problem) => output.problem(problem),
        stored: (file) => output.stored(file),
      },
    );
    return exitStatus;
  } finally {
    record.close();
    output.close();
  }
}
