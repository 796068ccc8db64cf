/** `init --lang LANGUAGE`: an adapter that works, to be changed. */

import { Command, Option } from "commander";
import { oneOf } from "../option-values.ts";

const LANGUAGES = ["python", "node"];

const EXAMPLES = `
Examples:
  rmrr-conformance init --lang python --folder adapter
  rmrr-conformance smoke --cmd 'python3 adapter/adapter.py'`;

export interface InitCommandOptions {
  readonly lang: string;
  readonly folder: string;
}

export function initCommand(): Command {
  return new Command("init")
    .description("write a working adapter into a folder, ready for your own implementation")
    .addOption(
      new Option("--lang <language>", "the language of the adapter")
        .choices(LANGUAGES)
        .argParser(oneOf(LANGUAGES, "UNKNOWN_LANGUAGE", "adapter for"))
        .makeOptionMandatory(),
    )
    .option("--folder <folder>", "where to write its files", ".")
    .addHelpText("after", EXAMPLES)
    .action(async (options: InitCommandOptions) => {
      const { writeAdapter } = await import("../actions/write-adapter.ts");
      process.stdout.write(writeAdapter(options));
    });
}
