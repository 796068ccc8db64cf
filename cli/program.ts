/**
 * The commands, put together.
 *
 * Only the words of the command line are loaded here; what a command does is imported when it is called, so
 * that `list` and `sample` do not pay for what `run` needs.
 */

import { Command } from "commander";
import { SUITE_VERSION, VTD_REVISION } from "../model/suite-version.ts";
import { completionCommand } from "./commands/completion.ts";
import { decodeCommand } from "./commands/decode.ts";
import { initCommand } from "./commands/init.ts";
import { judgeCommand } from "./commands/judge.ts";
import { listCommand } from "./commands/list.ts";
import { replayCommand } from "./commands/replay.ts";
import { reportCommand } from "./commands/report.ts";
import { runCommand } from "./commands/run.ts";
import { sampleCommand } from "./commands/sample.ts";
import { smokeCommand } from "./commands/smoke.ts";
import { outputWidth } from "./output-width.ts";
import { usageError } from "./usage-error.ts";

const DESCRIPTION =
  "Property-based conformance tests for the handling of RMRRs and of IOMMU reserved regions. Generates PCI " +
  "hierarchies, DMAR tables and sequences of calls, runs an implementation on them, and judges what it does " +
  `against VT-d Rev ${VTD_REVISION} and the rules of Linux.`;

const EXAMPLES = `
Examples:
  rmrr-conformance run --impl reference             judge the reference implementation
  rmrr-conformance run --impl ./driver.js           judge your own
  rmrr-conformance list --only 'coverage/*'         what is required, and where it is specified
  rmrr-conformance sample --stream hierarchy        look at a generated case
  rmrr-conformance decode /sys/firmware/acpi/tables/DMAR

Exit status:
  0  it conforms, or the command did what it was asked
  1  it does not conform: a requirement failed or hung, or a known divergence no longer occurs
  2  wrong usage
  3  it could not be judged`;

export function createProgram(): Command {
  const program = new Command("rmrr-conformance");
  program
    .description(DESCRIPTION)
    .version(SUITE_VERSION, "-V, --version", "print the version")
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", EXAMPLES);
  for (const command of [
    runCommand(),
    replayCommand(),
    judgeCommand(),
    listCommand(),
    sampleCommand(),
    decodeCommand(),
    smokeCommand(),
    initCommand(),
    reportCommand(),
    completionCommand(createProgram),
  ]) {
    program.addCommand(command);
  }
  for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)]) {
    settle(command);
  }
  return program;
}

/** Errors are thrown, by the command that they are of, and printed in one place; help is as wide as the terminal. */
function settle(command: Command): void {
  command
    .helpOption("-h, --help", "print this help")
    .exitOverride((error) => {
      // Commander ends `--help` and `--version` this way too.
      throw error.exitCode === 0 ? error : usageError(error, command);
    })
    .configureOutput({ writeErr: () => undefined, getOutHelpWidth: () => outputWidth(120) })
    .showSuggestionAfterError(true)
    .allowExcessArguments(false);
}
