/** `judge FILE`: the verdicts of a recording. */

import { Command } from "commander";
import { profileOption } from "../option-values.ts";

const EXAMPLES = `
FILE is a recording written by \`run --traces\`. The verdicts are those of the run; no implementation is needed.

Examples:
  rmrr-conformance run --cmd './my-adapter' --traces traces.jsonl
  rmrr-conformance judge traces.jsonl
  rmrr-conformance judge traces.jsonl --profile vtd --only 'coverage/*'

Exit status:
  0  conforms     1  does not conform     2  wrong usage     3  could not be judged`;

export interface JudgeCommandOptions {
  readonly only?: readonly string[];
  readonly profile?: string;
  readonly report?: string;
  readonly allowUnobserved?: readonly string[];
}

export function judgeCommand(): Command {
  return new Command("judge")
    .description("judge the traces of an earlier run, without the implementation")
    .argument("<file>", "a recording")
    .option("--only <id...>", "judge only these requirements; * matches any text")
    .addOption(profileOption())
    .option("--report <file>", "write the record here, as JSON lines")
    .option("--allow-unobserved <id...>", "requirements that need not be observed; * matches any text")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: JudgeCommandOptions) => {
      const { judgeRecording } = await import("../actions/judge-recording.ts");
      process.exitCode = await judgeRecording(file, options);
    });
}
