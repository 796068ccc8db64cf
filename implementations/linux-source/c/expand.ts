/** Macros that stand alone at the top level of a file and define functions by pasting names together. */

import type { MacroDefinition } from "./directives.ts";
import type { Item } from "./items.ts";
import { splitItems } from "./items.ts";
import { tokenize } from "./tokens.ts";

/**
 * The item of an expansion with the names that it defines, found by replacing the parameters in the macro's
 * body; as it was if the macro is not one of the same file.
 */
export function expand(expansion: Item, macros: readonly MacroDefinition[]): Item {
  const macro = macros.find((candidate) => candidate.name === expansion.name && candidate.takesArguments);
  const parts = macro === undefined ? null : /^\s*#\s*define\s+\w+\(([^)]*)\)([\s\S]*)$/.exec(macro.text);
  if (parts === null) return expansion;
  const parameters = parts[1]!.split(",").map((name) => name.trim());
  const given = expansion.text.slice(expansion.text.indexOf("(") + 1, -1).split(",");
  let body = parts[2]!.replaceAll("\\\n", "\n");
  parameters.forEach((parameter, index) => {
    if (parameter !== "") body = body.replaceAll(new RegExp(`\\b${parameter}\\b`, "g"), given[index]?.trim() ?? "");
  });
  const text = body.replaceAll(/\s*##\s*/g, "");
  const defined = splitItems(expansion.file, { text, macros: [], includes: [] });
  return {
    ...expansion,
    names: defined.flatMap((item) => (item.kind === "function" ? item.names : [])),
    tokens: [...tokenize(expansion.name + "("), ...tokenize(text)],
  };
}
