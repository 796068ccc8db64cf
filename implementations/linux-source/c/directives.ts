/**
 * The preprocessor's view of a C file: which lines are active under a configuration, what is defined, what is included.
 * Macros are not expanded, so the extracted code keeps the names that its author wrote.
 */

import { blankComments } from "./blank-comments.ts";
import { type Configuration, holds } from "./condition.ts";

export interface MacroDefinition {
  readonly name: string;
  /** The whole directive; continuation lines stay joined by backslashes as in the file. */
  readonly text: string;
  /** Line of the file, from 1. */
  readonly line: number;
  /** True for `NAME(arguments)`. */
  readonly takesArguments: boolean;
}

export interface ActiveText {
  /** The file's active C text: comments, directives and inactive lines are blank, and every line stays in place. */
  readonly text: string;
  readonly macros: readonly MacroDefinition[];
  /** The included files, in order: `<linux/iommu.h>` or `"iommu.h"`, with delimiters. */
  readonly includes: readonly string[];
}

interface Branch {
  /** Whether the lines around this conditional are active. */
  readonly around: boolean;
  /** Whether one of its branches was already taken. */
  taken: boolean;
  active: boolean;
}

/** Reads the directives of a file. */
export function readDirectives(source: string, configuration: Configuration): ActiveText {
  const lines = blankComments(source).split("\n");
  const macros: MacroDefinition[] = [];
  const includes: string[] = [];
  const branches: Branch[] = [];
  let active = true;

  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!;
    const directive = /^\s*#\s*(\w+)\s*(.*)$/s.exec(line.trimEnd());
    if (directive === null) {
      if (!active) lines[index] = "";
      continue;
    }
    const first = index;
    let text = line;
    while (/\\\s*$/.test(lines[index]!) && index + 1 < lines.length) {
      lines[index] = "";
      index++;
      text += "\n" + lines[index]!;
    }
    lines[index] = "";
    lines[first] = "";
    const keyword = directive[1]!;
    const rest = text
      .replace(/^\s*#\s*\w+/, "")
      .replaceAll(/\\\s*\n/g, " ")
      .trim();
    if (keyword.startsWith("if") || keyword.startsWith("el") || keyword === "endif") {
      active = branch(keyword, rest, branches, active, configuration);
    } else if (active && keyword === "define") {
      const name = /^(\w+)(\()?/.exec(rest);
      if (name !== null) {
        macros.push({
          name: name[1]!,
          text: text.trim(),
          line: first + 1,
          takesArguments: name[2] !== undefined,
        });
      }
    } else if (active && keyword === "include") {
      includes.push(rest);
    }
  }
  return { text: lines.join("\n"), macros, includes };
}

/** Follows a conditional directive; the return value says whether the following lines are active. */
function branch(
  keyword: string,
  rest: string,
  branches: Branch[],
  active: boolean,
  configuration: Configuration,
): boolean {
  if (keyword.startsWith("if")) {
    const condition =
      keyword === "ifdef"
        ? configuration.has(rest)
        : keyword === "ifndef"
          ? !configuration.has(rest)
          : holds(rest, configuration);
    branches.push({ around: active, taken: condition, active: active && condition });
    return active && condition;
  }
  const innermost = branches.at(-1);
  if (innermost === undefined) return active;
  if (keyword === "endif") {
    branches.pop();
    return innermost.around;
  }
  const condition = !innermost.taken && (keyword === "else" || holds(rest, configuration));
  innermost.taken ||= condition;
  innermost.active = innermost.around && condition;
  return innermost.active;
}
