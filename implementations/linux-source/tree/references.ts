/** What a piece of C refers to, as far as it shows without compiling. */

import { classOf, freedBy } from "../c/expand.ts";
import type { Item } from "../c/items.ts";
import { closing } from "../c/items.ts";
import { C_KEYWORDS, type Token } from "../c/tokens.ts";

export interface References {
  /** Names that are called or look like constants. */
  readonly names: ReadonlySet<string>;
  /** Other words that may be names of the file: variables, functions whose address is taken, typedefs. */
  readonly words: ReadonlySet<string>;
  /** Types that must be complete. */
  readonly completeTags: ReadonlySet<string>;
  /** Types that are only pointed to. */
  readonly pointedTags: ReadonlySet<string>;
}

export function referencesOf(item: Item): References {
  const names = new Set<string>();
  const words = new Set<string>();
  const completeTags = new Set<string>();
  const pointedTags = new Set<string>();
  // A type's members do not need the types they point to; a function that names a type may access its members.
  const members = item.kind === "type" || item.kind === "declaration";
  const tokens = item.tokens;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind !== "word") continue;
    if (token.text === "struct" || token.text === "union" || token.text === "enum") {
      const tag = tokens[at + 1];
      if (tag?.kind !== "word") continue;
      const pointed = token.text !== "enum" && members && tokens[at + 2]?.text !== "{" && isPointer(tokens, at + 2);
      (pointed ? pointedTags : completeTags).add(tag.text);
      at++;
      continue;
    }
    const before = tokens[at - 1]?.text;
    if (C_KEYWORDS.has(token.text) || before === "." || before === "->" || before === "goto") continue;
    if (item.names.includes(token.text)) continue;
    if (tokens[at + 1]?.text === "(") for (const name of namesPasted(token, tokens[at + 2])) names.add(name);
    if (tokens[at + 1]?.text === "(" || /^[A-Z][A-Z0-9_]*$/.test(token.text)) names.add(token.text);
    else words.add(token.text);
  }
  return { names, words, completeTags, pointedTags };
}

/** Names that a guarded scope, or a variable freed at the end of its scope, refers to by a part of the name. */
function namesPasted(macro: Token, name: Token | undefined): readonly string[] {
  if (name?.kind !== "word") return [];
  if (macro.text === "__free") return freedBy(name.text);
  return /^(guard|scoped_guard|CLASS|scoped_class)$/.test(macro.text) ? classOf(name.text) : [];
}

/** `struct foo * name` and `struct foo *` in a function pointer's parameters; qualifiers may come in between. */
function isPointer(tokens: readonly Token[], from: number): boolean {
  for (let at = from; at < tokens.length; at++) {
    const { text, kind } = tokens[at]!;
    if (text === "*") return true;
    if (kind !== "word" || (text !== "const" && !text.startsWith("__"))) return false;
  }
  return false;
}

/** The parameters of a function or prototype, each as its tokens; none for `(void)`. */
export function parametersOf(item: Item): (readonly Token[])[] {
  const open = item.tokens.findIndex((token, at) => token.text === item.name && item.tokens[at + 1]?.text === "(") + 1;
  const close = closing(item.tokens, open);
  const parameters: Token[][] = [[]];
  let depth = 0;
  for (const token of item.tokens.slice(open + 1, close)) {
    if (token.text === "(" || token.text === "[") depth++;
    if (token.text === ")" || token.text === "]") depth--;
    if (token.text === "," && depth === 0) parameters.push([]);
    else parameters.at(-1)!.push(token);
  }
  const [only] = parameters;
  if (parameters.length === 1 && (only!.length === 0 || (only!.length === 1 && only![0]!.text === "void"))) return [];
  return parameters;
}

/** The names of a type's members, and anything else found where a member's name would be. */
export function membersOf(item: Item): ReadonlySet<string> {
  const members = new Set<string>();
  if (item.brace < 0) return members;
  const { tokens } = item;
  const close = closing(tokens, item.brace);
  for (let at = item.brace + 1; at < close; at++) {
    const token = tokens[at]!;
    if (token.kind === "word" && /^[;,:[)]$/.test(tokens[at + 1]?.text ?? "")) members.add(token.text);
  }
  return members;
}
