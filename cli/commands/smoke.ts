/** `smoke`: checks an adapter, before any verdict on what stands behind it. */

import { Command } from "commander";
import { wholeNumber } from "../option-values.ts";
import { DEFAULT_CASE_TIMEOUT } from "../../runner/run-defaults.ts";

const EXAMPLES = `
It distinguishes four cases: the adapter is broken, it errored, it skipped, or the implementation behind it failed.

Examples:
  rmrr-conformance smoke --cmd './my-adapter --flag'
  rmrr-conformance smoke --cmd 'python3 adapter.py' --case-timeout 500
  rmrr-conformance init --lang python       a starter adapter (docs/protocol.md)

Exit status:
  0  the adapter is sound, and the implementation behind it looks right at first sight
  1  the adapter is sound, and the implementation behind it gives a wrong answer
  2  wrong usage
  3  the adapter is broken, errored, or skipped everything: nothing can be judged through it`;

export interface SmokeCommandOptions {
  readonly cmd: string;
  readonly caseTimeout: number;
  readonly startTimeout: number;
}

export function smokeCommand(): Command {
  return new Command("smoke")
    .description("check an adapter with a handful of fixed scenarios, and explain what is wrong with it")
    .requiredOption("--cmd <command>", "the adapter: a /bin/sh command line (docs/protocol.md)")
    .option(
      "--case-timeout <ms>",
      "a scenario that takes longer counts as a hang",
      wholeNumber(1, 86_400_000),
      DEFAULT_CASE_TIMEOUT,
    )
    .option(
      "--start-timeout <ms>",
      "how long the adapter may take to answer the start message",
      wholeNumber(1, 86_400_000),
      10_000,
    )
    .addHelpText("after", EXAMPLES)
    .action(async (options: SmokeCommandOptions) => {
      const { smoke } = await import("../actions/smoke.ts");
      process.exitCode = await smoke(options);
    });
}
