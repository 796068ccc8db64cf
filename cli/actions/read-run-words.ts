/** The arguments of `run` as a record keeps them, read as the command line reads them. */

import { CommanderError } from "commander";
import { ConformanceError } from "../../model/conformance-error.ts";
import { givenOptions } from "../option-values.ts";
import { runCommand, type RunCommandOptions } from "../commands/run.ts";

/** @throws ConformanceError `RECORD_UNREADABLE` for what `run` does not take */
export function readRunWords(
  words: readonly string[],
  record: string,
): { readonly options: RunCommandOptions; readonly given: ReadonlySet<string> } {
  const command = runCommand()
    .exitOverride()
    .configureOutput({ writeErr: () => undefined, writeOut: () => undefined })
    .action(() => undefined);
  try {
    command.parse(words, { from: "user" });
    return { options: command.opts<RunCommandOptions>(), given: givenOptions(command) };
  } catch (error) {
    if (!(error instanceof CommanderError) && !(error instanceof ConformanceError)) throw error;
    throw new ConformanceError(
      "RECORD_UNREADABLE",
      `the arguments in ${record} are not valid for \`run\`: ${error.message}`,
      "Name an unmodified record written by `run --report` of this version",
    );
  }
}
