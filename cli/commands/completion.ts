/** `completion SHELL`: a script that completes commands, options and ids. */

import { Argument, Command } from "commander";
import { oneOf } from "../option-values.ts";

const SHELLS = ["bash", "zsh", "fish"];

const EXAMPLES = `
Examples:
  source <(rmrr-conformance completion bash)
  rmrr-conformance completion zsh > ~/.zfunc/_rmrr-conformance
  rmrr-conformance completion fish > ~/.config/fish/completions/rmrr-conformance.fish`;

/** @param createProgram gives the commands to complete, once this one is among them */
export function completionCommand(createProgram: () => Command): Command {
  return new Command("completion")
    .description("print a shell script that completes commands, options and requirement ids")
    .addArgument(
      new Argument("<shell>", "the shell").choices(SHELLS).argParser(oneOf(SHELLS, "UNKNOWN_SHELL", "completion for")),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (shell: string) => {
      const { completionScript } = await import("../actions/completion-script.ts");
      const { completedValues } = await import("../actions/completed-values.ts");
      process.stdout.write(completionScript(createProgram(), shell, completedValues()));
    });
}
