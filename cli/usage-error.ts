/** Commander's complaints as errors of this suite, with codes that scripts can go by. */

import type { Command, CommanderError } from "commander";
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

/** The error for wrong usage of a command; a code that is not known here is a usage error all the same. */
export function usageError(error: CommanderError, command: Command): ConformanceError {
  const code = CODES.get(error.code) ?? "WRONG_USAGE";
  const help = `\`${wordsOf(command)} --help\``;
  if (code === "MISSING_COMMAND") {
    return new ConformanceError(code, "no command was given", `Run ${help} to see the commands`);
  }
  const cause = error.message.replace(/^error: /, "").replaceAll("\n", " ");
  const takesImplementation = command.options.some(({ long }) => long === "--impl");
  // `run reference` is the likeliest of all mistakes.
  const hint = code === "TOO_MANY_ARGUMENTS" && takesImplementation ? "Name the implementation with --impl. " : "";
  return new ConformanceError(code, cause, `${hint}Run ${help} for usage and examples`);
}

/** What a user types to call it: `rmrr-conformance report merge`. */
function wordsOf(command: Command): string {
  return command.parent === null ? command.name() : `${wordsOf(command.parent)} ${command.name()}`;
}
