/** `smoke`: checks an adapter, before any verdict on what stands behind it. */

import { Command } from "commander";
import { wholeNumber } from "../option-values.ts";
import { DEFAULT_CASE_TIMEOUT } from "../../runner/run-defaults.ts";

const EXAMPLES = `
Four things are told apart: the adapter is broken, it errored, it skipped, and what stands behind it failed.

Examples:
  rmrr-conformance smoke --cmd './my-adapter --flag'
  rmrr-conformance smoke --cmd 'python3 adapter.py' --case-timeout 500
  rmrr-conformance init --lang python       an adapter to begin with (docs/protocol.md)

Exit status:
  0  the adapter is sound, and nothing is wrong at first sight with what it serves
  1  the adapter is sound, and what it serves gives a wrong answer
  2  wrong usage
  3  the adapter is broken or errored, or skipped everything: nothing can be judged by it`;

export interface SmokeCommandOptions {
  readonly cmd: string;
  readonly caseTimeout: number;
  readonly startTimeout: number;
}

export function smokeCommand(): Command {
  return new Command("smoke")
    .description("check an adapter with a handful of fixed scenarios, and explain what is wrong with it")
    .requiredOption("--cmd <command>", "the adapter: a command for /bin/sh (docs/protocol.md)")
    .option(
      "--case-timeout <ms>",
      "a scenario that takes longer is a hang",
      wholeNumber(1, 86_400_000),
      DEFAULT_CASE_TIMEOUT,
    )
    .option(
      "--start-timeout <ms>",
      "the answer to the start message takes no longer",
      wholeNumber(1, 86_400_000),
      10_000,
    )
    .addHelpText("after", EXAMPLES)
    .action(async (options: SmokeCommandOptions) => {
      const { smoke } = await import("../actions/smoke.ts");
      process.exitCode = await smoke(options);
    });
}
