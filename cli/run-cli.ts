/** The command line, from arguments to an exit status. */

import { CommanderError } from "commander";
import { bisectStatus, bisectStatusOfError, isBisecting } from "./exit-convention.ts";
import { createProgram } from "./program.ts";
import { reportError } from "./report-error.ts";

/**
 * Runs a command.
 *
 * With `--exit-code bisect`, the statuses are those of `git bisect run`.
 *
 * @returns 0 conforms, or done; 1 does not conform; 2 wrong usage; 3 could not be judged, or a fault of this suite
 */
export async function runCli(arguments_: readonly string[]): Promise<number> {
  const program = createProgram();
  const bisecting = isBisecting(arguments_);
  try {
    await program.parseAsync(arguments_, { from: "user" });
    const status = Number(process.exitCode ?? 0);
    return bisecting ? bisectStatus(status) : status;
  } catch (error) {
    // `--help` and `--version` have done what they were asked.
    if (error instanceof CommanderError) return error.exitCode;
    const status = reportError(error);
    return bisecting ? bisectStatusOfError(error, status) : status;
  }
}
