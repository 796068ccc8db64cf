/** Completion scripts, made from the commands themselves so that they cannot be out of date. */

import type { Command, Option } from "commander";
import { shellQuote } from "../../reports/text/shell-quote.ts";

interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** What may stand behind its name: commands of its own, or the values of an argument that has a set of them. */
  readonly values: readonly string[];
  readonly takesFiles: boolean;
}

interface CompletedOption {
  readonly flag: string;
  readonly description: string;
  readonly takesValue: boolean;
  readonly values: readonly string[];
}

/**
 * The script for a shell.
 *
 * @param shell `bash`, `zsh` or `fish`
 * @param ids values of options that commander does not know, such as requirement ids for `--only`
 */
export function completionScript(program: Command, shell: string, ids: ReadonlyMap<string, readonly string[]>): string {
  const commands = program.commands.map((command) => completed(command, ids));
  switch (shell) {
    case "bash":
      return bashScript(program.name(), commands);
    case "zsh":
      return `#compdef ${program.name()}\nautoload -U +X bashcompinit && bashcompinit\n${bashScript(program.name(), commands)}`;
    default:
      return fishScript(program.name(), commands);
  }
}

function completed(command: Command, ids: ReadonlyMap<string, readonly string[]>): CompletedCommand {
  // The options of its own commands stand behind its name too; one that several of them have takes the values of all.
  const options = new Map<string, CompletedOption>();
  for (const each of [command, ...command.commands]) {
    for (const option of each.createHelp().visibleOptions(each)) {
      for (const found of completedOption(option, ids)) {
        const values = new Set([...(options.get(found.flag)?.values ?? []), ...found.values]);
        options.set(found.flag, { ...found, values: [...values] });
      }
    }
  }
  const choices = command.registeredArguments[0]?.argChoices ?? [];
  return {
    name: command.name(),
    description: command.description(),
    options: [...options.values()],
    values: [...command.commands.map((each) => each.name()), ...choices],
    takesFiles: choices.length === 0,
  };
}

function completedOption(option: Option, ids: ReadonlyMap<string, readonly string[]>): CompletedOption[] {
  if (option.long === undefined || option.long === null) return [];
  return [
    {
      flag: option.long,
      description: option.description,
      takesValue: option.required || option.optional,
      values: option.argChoices ?? ids.get(option.long) ?? [],
    },
  ];
}

function bashScript(program: string, commands: readonly CompletedCommand[]): string {
  const name = `_${program.replaceAll("-", "_")}`;
  const valueCases = commands.flatMap((command) =>
    command.options
      .filter(({ takesValue }) => takesValue)
      .map(({ flag, values }) => {
        const words = values.length === 0 ? "-f" : `-W ${shellQuote(values.join(" "))}`;
        return `    "${command.name} ${flag}") COMPREPLY=($(compgen ${words} -- "$current")); return ;;`;
      }),
  );
  const commandCases = commands.map(({ name: command, options, values, takesFiles }) => {
    const words = [...options.map(({ flag }) => flag), ...values].join(" ");
    const files = takesFiles ? " -f" : "";
    return `    ${command}) COMPREPLY=($(compgen -W ${shellQuote(words)}${files} -- "$current")) ;;`;
  });
  return `# Completion of ${program} for bash; \`${program} completion bash\` prints it.
${name}() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${shellQuote(commands.map((command) => command.name).join(" "))} -- "$current"))
    return
  fi
  case "$command $previous" in
${valueCases.join("\n")}
  esac
  case "$command" in
${commandCases.join("\n")}
  esac
}
complete -F ${name} ${program}
`;
}

function fishScript(program: string, commands: readonly CompletedCommand[]): string {
  const lines = [
    `# Completion of ${program} for fish; \`${program} completion fish\` prints it.`,
    `complete -c ${program} -n __fish_use_subcommand -f`,
  ];
  for (const { name, description, options, values, takesFiles } of commands) {
    lines.push(`complete -c ${program} -n __fish_use_subcommand -a ${name} -d ${shellQuote(description)}`);
    const here = `complete -c ${program} -n ${shellQuote(`__fish_seen_subcommand_from ${name}`)}`;
    const noFiles = takesFiles ? "" : " -f";
    if (values.length > 0) lines.push(`${here}${noFiles} -a ${shellQuote(values.join(" "))}`);
    for (const option of options) {
      const value = option.takesValue
        ? option.values.length > 0
          ? ` -x -a ${shellQuote(option.values.join(" "))}`
          : " -r"
        : "";
      lines.push(`${here} -l ${option.flag.slice(2)} -d ${shellQuote(option.description)}${value}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
