/** `list`: the requirements with level, statement and source. */

import { Command } from "commander";
import { levelOption } from "../option-values.ts";

const EXAMPLES = `
Levels:
  must     required by the VT-d specification, or by memory safety
  policy   a rule or an ABI of Linux
  robust   behaviour under broken firmware or misuse

Examples:
  rmrr-conformance list
  rmrr-conformance list --only 'merge/*' --level must
  rmrr-conformance list --json | jq -r '.[].id'`;

export interface ListOptions {
  readonly only?: readonly string[];
  readonly level?: readonly string[];
  readonly json?: true;
}

export function listCommand(): Command {
  return new Command("list")
    .description("print the requirements: what is required, at which level, and where it is specified")
    .option("--only <id...>", "only these requirements; * matches any text")
    .addOption(levelOption())
    .option("--json", "as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options: ListOptions) => {
      const { listRequirements } = await import("../actions/list-requirements.ts");
      process.stdout.write(listRequirements(options));
    });
}
