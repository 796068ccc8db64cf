/** The exact commands that repeat a run or a failure, whatever shell they are pasted into. */

import type { FailureLine } from "../../model/record.ts";
import { shellQuote } from "../../reports/text/shell-quote.ts";
import type { RunCommandOptions } from "../commands/run.ts";
import { linuxRunWords } from "../linux-options.ts";
import { rerunWords } from "../rerun-options.ts";
import { subjectWords } from "../subject-options.ts";
import { DEFAULT_CASE_TIMEOUT, DEFAULT_RUNS } from "../../runner/run-defaults.ts";

/** `npx` finds the command in the project it is installed in, and in a checkout of this suite. */
const COMMAND = ["npx", "rmrr-conformance"];

export type SeededRun = RunCommandOptions & { readonly seed: string };

/** The command that repeats a whole run. */
export function runCommandLine(command: RunCommandOptions): string {
  return line(["run", ...runWords(command)]);
}

/** The command that goes on with an interrupted run. */
export function resumeCommandLine(record: string): string {
  return line(["run", "--resume", record]);
}

/** The arguments of `run` that say what it was asked for. */
export function runWords(command: RunCommandOptions): string[] {
  const { only, level, table, profile, report, known, stored, store, allowUnobserved, situations } = command;
  return [
    // What failed in a record is judged by the record's seed.
    ...(command.failed === undefined ? subjectAndSeed(command) : subjectWords(command)),
    ...rerunWords(command),
    ...given("--only", only),
    ...given("--level", level),
    ...given("--table", table),
    ...given("--profile", profile),
    ...given("--report", report),
    ...given("--known", known),
    ...(stored ? [] : ["--no-stored"]),
    ...(store === false ? ["--no-store"] : given("--store", store)),
    ...timeoutWords(command),
    ...given("--allow-unobserved", allowUnobserved),
    ...(situations === undefined ? [] : ["--situations"]),
    ...linuxRunWords(command),
  ];
}

/** The command that repeats one failure: from its file if it is stored, else by judging its requirement again. */
export function replayCommand(
  command: SeededRun,
  failure: { readonly file?: string } & Pick<FailureLine, "requirements">,
): string {
  const { profile, known, table, store, requirements } = { ...command, ...failure };
  if (failure.file !== undefined) {
    return line([
      "replay",
      failure.file,
      ...subjectWords(command),
      ...given("--profile", profile),
      ...timeoutWords(command),
    ]);
  }
  return line([
    "run",
    ...subjectAndSeed(command),
    ...given("--only", requirements.slice(0, 1)),
    ...given("--table", table),
    ...given("--profile", profile),
    ...given("--known", known),
    ...timeoutWords(command),
    store === false ? "--no-store" : "--no-stored",
  ]);
}

/** The words that give cases the same time again. */
export function timeoutWords({ caseTimeout }: Pick<RunCommandOptions, "caseTimeout">): string[] {
  return caseTimeout === DEFAULT_CASE_TIMEOUT ? [] : ["--case-timeout", String(caseTimeout)];
}

function subjectAndSeed(command: RunCommandOptions): string[] {
  const { seed, runs, exhaustive } = command;
  if (exhaustive === true) return [...subjectWords(command), "--exhaustive"];
  return [
    ...subjectWords(command),
    ...given("--seed", seed),
    ...(runs === DEFAULT_RUNS ? [] : ["--runs", String(runs)]),
  ];
}

function given(flag: string, value: string | readonly string[] | undefined): string[] {
  return value === undefined ? [] : [flag, value].flat();
}

function line(words: readonly string[]): string {
  return [...COMMAND, ...words].map(shellQuote).join(" ");
}
