/** `replay FILE`: judges one scenario again. */

import { Command } from "commander";
import { profileOption, wholeNumber } from "../option-values.ts";
import { checkSubject, subjectOptions, type SubjectOptions } from "../subject-options.ts";
import { DEFAULT_CASE_TIMEOUT } from "../../runner/run-defaults.ts";

const EXAMPLES = `
FILE is a stored failure, a scenario written by \`sample --json\`, or a record that contains failures.

Examples:
  rmrr-conformance replay rmrr-failures/coverage.exact-range--limit--0123456789ab.json --impl ./driver.js
  rmrr-conformance replay scenario.json --impl ./driver.js --all

Exit status:
  0  conforms now     1  does not conform     2  wrong usage     3  could not be judged`;

export interface ReplayCommandOptions extends SubjectOptions {
  readonly profile?: string;
  readonly caseTimeout: number;
  readonly all?: true;
}

export function replayCommand(): Command {
  const command = new Command("replay");
  for (const option of subjectOptions()) command.addOption(option);
  return command
    .description("judge a stored failure or a scenario again, and show step by step what happens")
    .argument("<file>", "a stored failure, a scenario, or a record")
    .addOption(profileOption())
    .option(
      "--case-timeout <ms>",
      "a scenario that takes longer counts as a hang",
      wholeNumber(1, 86_400_000),
      DEFAULT_CASE_TIMEOUT,
    )
    .option("--all", "judge it against every requirement that it triggers, not only those that failed")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: ReplayCommandOptions) => {
      checkSubject(options);
      const { replay } = await import("../actions/replay.ts");
      process.exitCode = await replay(file, options);
    });
}
