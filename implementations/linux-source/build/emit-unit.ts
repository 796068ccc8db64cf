/**
 * A unit as C text. Every piece of the tree follows a `#line` with its own file and line, so that messages of the
 * compiler and harness point into the user's tree.
 */

import { isOfScopes } from "../c/expand.ts";
import type { Item } from "../c/items.ts";
import { membersOf, parametersOf, referencesOf } from "../tree/references.ts";
import type { Unit } from "../tree/unit.ts";

export function emitUnit(unit: Unit): string {
  const items = [...unit.items].sort((left, right) => compare(left.file, right.file) || left.line - right.line);
  const kind = (wanted: Item["kind"]): Item[] => items.filter((item) => item.kind === wanted);
  const functions = kind("function");
  const complete = new Set(items.flatMap((item) => item.tags));
  const parts: string[] = [];

  parts.push('#include "kernel/kernel.h"', '#include "glue.h"', ...features(unit, items));
  for (const name of [...unit.tracePoints].sort(compare)) parts.push(`#define ${name}(...) ((void)0)`);
  for (const item of kind("macro")) parts.push(placed(item, item.text));
  for (const tag of [...unit.pointedTags].sort(compare)) if (!complete.has(tag)) parts.push(`struct ${tag};`);
  for (const tag of [...unit.opaqueTags].sort(compare)) {
    if (!complete.has(tag)) parts.push(`struct ${tag} { unsigned long opaque[8]; };`);
  }
  for (const item of inOrderOfNeed(kind("type"))) parts.push(placed(item, packed(item)));
  for (const item of kind("declaration")) parts.push(placed(item, item.text));
  for (const item of functions) parts.push(placed(item, `${signatureOf(item)};`));
  for (const [, item] of unit.stubs) parts.push(stub(item));
  const [ofScopes, others] = partition(kind("expansion"), isOfScopes);
  for (const item of others) parts.push(placed(item, item.text));
  for (const item of kind("variable")) parts.push(placed(item, unit.bare.has(item) ? withoutValue(item) : item.text));
  // They may refer to a lock in the file; no variable's initial value refers to them.
  for (const item of ofScopes) parts.push(placed(item, item.text));
  for (const item of functions) parts.push(placed(item, item.text));
  for (const glue of unit.glue) parts.push(`#line 1 "harness/glue/${glue}.c"`, `#include "glue/${glue}.c"`);
  return `${parts.join("\n")}\n`;
}

/** Finds the piece of a unit at a file and line, to tell which function a place is in. */
export function itemAt(unit: Unit, file: string, line: number): Item | undefined {
  let found: Item | undefined;
  for (const item of unit.items) {
    if (item.file !== file || item.line > line) continue;
    const lines = item.text.split("\n").length;
    if (line < item.line + lines && (found === undefined || item.line > found.line)) found = item;
  }
  return found;
}

/** The macros that glue code tests: which names, types, members and parameters exist. */
function features(unit: Unit, items: readonly Item[]): string[] {
  const lines: string[] = [];
  for (const item of items) {
    for (const name of item.names) lines.push(`#define HAVE_${name} 1`);
    for (const tag of item.tags) {
      lines.push(`#define HAVE_struct_${tag} 1`);
      for (const member of membersOf(item)) lines.push(`#define HAS_${tag}_${member} 1`);
    }
    if (item.kind !== "function") continue;
    const parameters = parametersOf(item);
    lines.push(`#define ARITY_${item.name} ${parameters.length}`);
    parameters.forEach((parameter) => {
      const at = parameter.findIndex((token) => token.text === "struct" || token.text === "enum");
      if (at >= 0) lines.push(`#define TAKES_${item.name}_${parameter[at + 1]!.text} 1`);
    });
  }
  for (const [hook, name] of unit.hooks) lines.push(`#define DRIVER_${hook} ${name}`);
  return lines;
}

function placed(item: Item, text: string): string {
  return `#line ${item.line} "${item.file}"\n${text}`;
}

/** ACPICA declares its tables under a pragma that appears far above each of them. */
function packed(item: Item): string {
  return item.file.startsWith("include/acpi/")
    ? `#pragma pack(push, 1)\n#line ${item.line} "${item.file}"\n${item.text}\n#pragma pack(pop)`
    : item.text;
}

/** The part of a function before its body. */
export function signatureOf(item: Item): string {
  const first = item.tokens[0]!.at;
  return item.brace < 0
    ? item.text.replace(/;$/, "")
    : item.text.slice(0, item.tokens[item.brace]!.at - first).trimEnd();
}

function stub(item: Item): string {
  const name = item.tokens.findIndex((token, at) => token.text === item.name && item.tokens[at + 1]?.text === "(");
  const before = item.tokens.slice(0, name).map((token) => token.text);
  const nothing = before.includes("void") && !before.includes("*");
  // A prototype may be `extern`, but its replacement is defined in this file.
  const signature = signatureOf(item)
    .replace(/\bextern\b/, "")
    .replace(/\bstatic\b|\binline\b/g, "");
  return placed(item, `static ${signature} {${nothing ? "" : " return 0; "}}`);
}

function withoutValue(item: Item): string {
  const first = item.tokens[0]!.at;
  const assignment = item.tokens.find((token) => token.text === "=");
  return assignment === undefined ? item.text : `${item.text.slice(0, assignment.at - first).trimEnd()};`;
}

/** Sorts types so that each follows those it embeds or names. */
function inOrderOfNeed(types: readonly Item[]): Item[] {
  const byTag = new Map(types.flatMap((item) => item.tags.map((tag): [string, Item] => [tag, item])));
  const byName = new Map(types.flatMap((item) => item.names.map((name): [string, Item] => [name, item])));
  const ordered: Item[] = [];
  const seen = new Set<Item>();
  const visit = (item: Item): void => {
    if (seen.has(item)) return;
    seen.add(item);
    const { completeTags, names, words } = referencesOf(item);
    for (const tag of completeTags) if (byTag.has(tag)) visit(byTag.get(tag)!);
    for (const name of [...names, ...words]) if (byName.has(name)) visit(byName.get(name)!);
    ordered.push(item);
  };
  for (const item of types) visit(item);
  return ordered;
}

function partition(items: readonly Item[], belongs: (item: Item) => boolean): readonly [Item[], Item[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
