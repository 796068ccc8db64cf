/** Commander's complaints as errors of this suite, with codes that scripts can go by. */

import type { CommanderError } from "commander";
import { ConformanceError } from "../model/conformance-error.ts";

const CODES: ReadonlyMap<string, string> = new Map([
  ["commander.unknownOption", "UNKNOWN_OPTION"],
  ["commander.unknownCommand", "UNKNOWN_COMMAND"],
  ["commander.excessArguments", "TOO_MANY_ARGUMENTS"],
  ["commander.missingArgument", "MISSING_ARGUMENT"],
  ["commander.optionMissingArgument", "MISSING_OPTION_VALUE"],
  ["commander.missingMandatoryOptionValue", "MISSING_OPTION"],
  ["commander.conflictingOption", "CONFLICTING_OPTIONS"],
  ["commander.invalidArgument", "INVALID_VALUE"],
  ["commander.help", "MISSING_COMMAND"],
]);

/** The error for wrong usage; a code that is not known here is a usage error all the same. */
export function usageError(error: CommanderError): ConformanceError {
  const code = CODES.get(error.code) ?? "WRONG_USAGE";
  if (code === "MISSING_COMMAND") {
    return new ConformanceError(code, "no command was given", "Run `rmrr-conformance --help` to see the commands");
  }
  const cause = error.message.replace(/^error: /, "").replaceAll("\n", " ");
  return new ConformanceError(code, cause, "Run the command with `--help` to see what it takes, with examples");
}
