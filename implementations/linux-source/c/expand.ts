/** Macros that stand alone at the top level of a file and define functions by token pasting. */

import type { MacroDefinition } from "./directives.ts";
import type { Item } from "./items.ts";
import { splitItems } from "./items.ts";
import { tokenize } from "./tokens.ts";

/** What the kernel's macros for scoped variables and locks define for a name. */
const SCOPED: ReadonlyMap<string, (name: string) => readonly string[]> = new Map([
  ["DEFINE_FREE", freedBy],
  ...["DEFINE_CLASS", "DEFINE_GUARD", "DEFINE_LOCK_GUARD_0", "DEFINE_LOCK_GUARD_1"].map(
    (macro) => [macro, classOf] as const,
  ),
]);

/** The function that `__free(name)` calls when the variable goes out of scope. */
export function freedBy(name: string): readonly string[] {
  return [`__free_${name}`];
}

/** What `CLASS(name, …)`, `guard(name)` and `scoped_guard(name, …)` name. */
export function classOf(name: string): readonly string[] {
  return [`class_${name}_constructor`, `class_${name}_destructor`, `class_${name}_t`];
}

/** Whether an item stands for functions that are called when a scope begins or ends. */
export function isOfScopes({ kind, name }: Item): boolean {
  return kind === "expansion" && SCOPED.has(name);
}

/**
 * The item of an expansion with the names that it defines, found by substituting the parameters in the macro's body.
 * The item is returned unchanged if the macro is neither in the same file nor one of the kernel's macros for scopes.
 */
export function expand(expansion: Item, macros: readonly MacroDefinition[]): Item {
  const scoped = SCOPED.get(expansion.name);
  if (scoped !== undefined) {
    const name = expansion.tokens[2];
    return name?.kind === "word" ? { ...expansion, names: scoped(name.text) } : expansion;
  }
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
