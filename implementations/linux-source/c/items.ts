/**
 * A C file as the items that it defines or declares at its top level.
 *
 * This is not a compiler: it finds where a definition begins and ends and which names it introduces. The C compiler
 * later rejects what it gets wrong, with the file and line in the tree.
 */

import { C_KEYWORDS, type Token, tokenize } from "./tokens.ts";
import type { ActiveText } from "./directives.ts";

/**
 * `function`, `variable` and `type` are definitions; `declaration` is a prototype or an `extern` of something defined
 * in another file; `macro` is a `#define`; `expansion` is a macro that stands alone and stands for functions, whose
 * names its body creates by pasting.
 */
export type ItemKind = "function" | "variable" | "type" | "declaration" | "macro" | "expansion";

export interface Item {
  readonly kind: ItemKind;
  /** The first of the names; empty for an anonymous enumeration. */
  readonly name: string;
  /** Ordinary names it introduces: functions, variables, enumerators, typedefs, macros. */
  readonly names: readonly string[];
  /** Tags it completes: `struct NAME {`. */
  readonly tags: readonly string[];
  readonly text: string;
  /** Path from the root of the tree. */
  readonly file: string;
  /** Line of the first character, from 1. */
  readonly line: number;
  /** The tokens of `text`. */
  readonly tokens: readonly Token[];
  /** Index in `tokens` of the brace that opens a function's body or a type's members; -1 if there is none. */
  readonly brace: number;
}

/** Words with arguments in parentheses between a function's parameters and its body, or before its type. */
const ATTRIBUTES =
  /^(__attribute__|__printf|__scanf|__aligned|__section|__must_hold|__must_not_hold|__acquires|__releases|__cond_\w+|__counted_by|__no_sanitize\w*|__diag\w*|typeof|__typeof__)$/;

/** The items of a file in their order, macros first. */
export function splitItems(file: string, active: ActiveText): Item[] {
  const items: Item[] = active.macros.map((macro) => ({
    kind: "macro",
    name: macro.name,
    names: [macro.name],
    tags: [],
    text: macro.text,
    file,
    line: macro.line,
    tokens: tokenize(macro.text.replaceAll("\\\n", "  ")),
    brace: -1,
  }));
  const tokens = tokenize(active.text);
  const lineAt = lineCounter(active.text);
  for (let at = 0; at < tokens.length;) {
    const end = endOfItem(tokens, at, active.text);
    const item = describe(file, active.text, tokens.slice(at, end.next), end.body - at, lineAt(tokens[at]!.at));
    if (item !== undefined) items.push(item);
    at = end.next;
  }
  return items;
}

interface ItemEnd {
  /** Index of the token after the item. */
  readonly next: number;
  /** Index of the brace that opens its body or members; before the item's first token if there is none. */
  readonly body: number;
}

function endOfItem(tokens: readonly Token[], start: number, text: string): ItemEnd {
  const alone = endOfExpansion(tokens, start);
  if (alone !== undefined) return { next: alone, body: start - 1 };
  let depth = 0;
  let body = start - 1;
  let assigned = false;
  let parenthesized = false;
  for (let at = start; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind !== "sign") continue;
    switch (token.text) {
      case "(":
      case "[":
        depth++;
        break;
      case ")":
      case "]":
        depth--;
        if (depth === 0 && token.text === ")") parenthesized = true;
        break;
      case "=":
        if (depth === 0) assigned = true;
        break;
      case "{": {
        const opened = depth === 0 && !assigned;
        const close = depth === 0 ? closingAtTop(tokens, at, text) : closing(tokens, at);
        if (opened && body < start) body = at;
        if (opened && parenthesized && !isTypeDefinition(tokens, start, at)) return { next: close + 1, body: at };
        at = close;
        break;
      }
      case ";":
        if (depth <= 0) return { next: at + 1, body };
        break;
    }
  }
  return { next: tokens.length, body };
}

/**
 * Index of the brace that closes one at the top level. In kernel style it is in the first column, where no other brace
 * is, so a half-edited function does not swallow the next one, and the compiler sees it in full.
 */
function closingAtTop(tokens: readonly Token[], open: number, text: string): number {
  const isAtMargin = ({ at }: Token): boolean => at === 0 || text.charCodeAt(at - 1) === 10;
  const body = isAtMargin(tokens[open]!);
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.text === "{") depth++;
    if (token.text !== "}") continue;
    depth--;
    if (isAtMargin(token) || (depth === 0 && !body)) return at;
  }
  return tokens.length - 1;
}

/** `name(arguments)` followed by neither a body nor a semicolon is a macro that stands alone. */
function endOfExpansion(tokens: readonly Token[], start: number): number | undefined {
  if (tokens[start]!.kind !== "word" || tokens[start + 1]?.text !== "(") return undefined;
  if (C_KEYWORDS.has(tokens[start]!.text) || ATTRIBUTES.test(tokens[start]!.text)) return undefined;
  const close = closing(tokens, start + 1);
  return tokens[close + 1]?.kind === "word" ? close + 1 : undefined;
}

/** Index of the brace or bracket that closes the one at `open`. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const text = tokens[at]!.text;
    if (text === "{" || text === "(" || text === "[") depth++;
    else if ((text === "}" || text === ")" || text === "]") && --depth === 0) return at;
  }
  return tokens.length - 1;
}

const TYPE_KEYWORDS = new Set(["struct", "union", "enum"]);
const BEFORE_TYPE = new Set(["typedef", "static", "const", "extern", "volatile"]);

/** True if the brace at `brace` opens the members of a type: `struct NAME {`, attributes allowed. */
function isTypeDefinition(tokens: readonly Token[], start: number, brace: number): boolean {
  let at = start;
  while (at < brace && BEFORE_TYPE.has(tokens[at]!.text)) at++;
  if (!TYPE_KEYWORDS.has(tokens[at]?.text ?? "")) return false;
  for (at++; at < brace; at++) {
    if (tokens[at]!.text !== "(") continue;
    if (!ATTRIBUTES.test(tokens[at - 1]!.text)) return false;
    at = closing(tokens, at);
  }
  return true;
}

function describe(file: string, text: string, tokens: readonly Token[], brace: number, line: number): Item | undefined {
  const first = tokens[0]!;
  const last = tokens.at(-1)!;
  if (tokens.length < 2) return undefined;
  const base = { file, line, tokens, text: text.slice(first.at, last.at + last.text.length), brace };
  if (last.text === ")") return { ...base, kind: "expansion", name: first.text, names: [], tags: [] };
  const head = brace < 0 ? tokens.length : brace;
  const says = (word: string): boolean => {
    for (let at = 0; at < head; at++) if (tokens[at]!.text === word) return true;
    return false;
  };
  if (brace >= 0 && last.text === "}") {
    const name = functionName(tokens, brace);
    return name === undefined ? undefined : { ...base, kind: "function", name, names: [name], tags: [] };
  }
  const isType = brace >= 0 && isTypeDefinition(tokens, 0, brace);
  const tags = isType ? tagOf(tokens, brace) : [];
  if (isType || says("typedef")) {
    const declared = says("typedef") ? typedefName(tokens) : declaredNames(tokens, closing(tokens, brace) + 1);
    const names = [...declared, ...enumerators(tokens)];
    return { ...base, kind: "type", name: tags[0] ?? names[0] ?? "", names, tags };
  }
  const call = tokens.findIndex((token, at) => token.text === "(" && !ATTRIBUTES.test(tokens[at - 1]?.text ?? ""));
  const assignment = tokens.findIndex((token) => token.text === "=");
  if (call > 0 && (assignment < 0 || call < assignment) && tokens[call + 1]?.text !== "*") {
    const name = tokens[call - 1]!.text;
    if (/^[A-Z][A-Z0-9_]*$/.test(name)) return variableByMacro(base, tokens, call, says("extern"));
    return { ...base, kind: "declaration", name, names: [name], tags: [] };
  }
  const names = declaredNames(tokens, 0);
  if (names.length === 0) return undefined;
  return { ...base, kind: says("extern") ? "declaration" : "variable", name: names[0]!, names, tags: [] };
}

/** `static LIST_HEAD(name);` and similar macros define a variable; `EXPORT_SYMBOL(name);` and similar ones do not. */
function variableByMacro(
  base: Omit<Item, "kind" | "name" | "names" | "tags">,
  tokens: readonly Token[],
  call: number,
  announced: boolean,
): Item | undefined {
  const macro = tokens[call - 1]!.text;
  if (!/^(LIST_HEAD|HLIST_HEAD|DEFINE_|DECLARE_|BLOCKING_|ATOMIC_|RAW_)/.test(macro)) return undefined;
  // DEFINE_PER_CPU(type, name) has the name last, the other macros first.
  const close = closing(tokens, call);
  const perCpu = /PER_CPU|DEFINE_FREE|DEFINE_GUARD|STATIC_CALL/.test(macro);
  const name = (perCpu ? tokens[close - 1] : tokens[call + 1])?.text ?? "";
  return { ...base, kind: announced ? "declaration" : "variable", name, names: [name], tags: [] };
}

function functionName(tokens: readonly Token[], brace: number): string | undefined {
  for (let at = 1; at < brace; at++) {
    if (tokens[at]!.text !== "(") continue;
    const before = tokens[at - 1]!;
    if (before.kind === "word" && !ATTRIBUTES.test(before.text) && !C_KEYWORDS.has(before.text)) return before.text;
    at = closing(tokens, at);
  }
  return undefined;
}

function tagOf(tokens: readonly Token[], brace: number): string[] {
  for (let at = brace - 1; at >= 0; at--) {
    const token = tokens[at]!;
    if (token.text === ")") return tagBeforeAttributes(tokens, at);
    if (token.kind === "word") return TYPE_KEYWORDS.has(token.text) ? [] : [firstTagWord(tokens, brace) ?? token.text];
  }
  return [];
}

/** The word after `struct`, skipping attributes without arguments such as `__packed`. */
function firstTagWord(tokens: readonly Token[], brace: number): string | undefined {
  const keyword = tokens.findIndex((token) => TYPE_KEYWORDS.has(token.text));
  for (let at = keyword + 1; at < brace; at++) {
    const token = tokens[at]!;
    if (token.kind === "word" && !/^__(packed|aligned|randomize|attribute)/.test(token.text)) return token.text;
  }
  return undefined;
}

function tagBeforeAttributes(tokens: readonly Token[], close: number): string[] {
  const word = firstTagWord(tokens, close);
  return word === undefined ? [] : [word];
}

/** The name defined by a typedef: the last word, or the one in `(*name)(…)`. */
function typedefName(tokens: readonly Token[]): string[] {
  const pointer = tokens.findIndex(
    (token, at) => token.text === "*" && tokens[at + 1]?.kind === "word" && tokens[at + 2]?.text === ")",
  );
  const brace = tokens.findIndex((token) => token.text === "{");
  if (pointer >= 0 && brace < 0) return [tokens[pointer + 1]!.text];
  for (let at = tokens.length - 2; at > 0; at--) {
    const token = tokens[at]!;
    if (token.text === ")" || token.text === "]") {
      while (at > 0 && tokens[at]!.text !== "(" && tokens[at]!.text !== "[") at--;
      if (ATTRIBUTES.test(tokens[at - 1]!.text)) at--;
    } else if (token.kind === "word" && !/^__(packed|aligned|nocast|bitwise|attribute)/.test(token.text)) {
      return [token.text];
    }
  }
  return [];
}

function enumerators(tokens: readonly Token[]): string[] {
  const names: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (tokens[at]!.text !== "enum") continue;
    const open = tokens.findIndex((token, index) => index > at && (token.text === "{" || token.text === ";"));
    if (open < 0 || tokens[open]!.text !== "{") continue;
    const close = closing(tokens, open);
    for (let inside = open + 1; inside < close; inside++) {
      const before = tokens[inside - 1]!.text;
      if (tokens[inside]!.kind === "word" && (before === "{" || before === ",")) names.push(tokens[inside]!.text);
      if (tokens[inside]!.text === "(") inside = closing(tokens, inside);
    }
    at = close;
  }
  return names;
}

/** Names of variables that a declaration introduces, starting at `from` and skipping initial values. */
function declaredNames(tokens: readonly Token[], from: number): string[] {
  const names: string[] = [];
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at]!;
    const next = tokens[at + 1]?.text ?? "";
    if (token.text === "=") {
      while (at < tokens.length && tokens[at]!.text !== "," && tokens[at]!.text !== ";") {
        if (/^[({[]$/.test(tokens[at]!.text)) at = closing(tokens, at);
        at++;
      }
      continue;
    }
    if (token.text === "(" && next === "*" && tokens[at + 2]?.kind === "word") {
      names.push(tokens[at + 2]!.text);
      at = closing(tokens, at);
    } else if (token.text === "[" || token.text === "{" || token.text === "(") {
      at = closing(tokens, at);
    } else if (token.kind === "word" && !C_KEYWORDS.has(token.text) && /^(=|;|,|\[)$|^__/.test(next)) {
      const before = tokens[at - 1]?.text;
      if (before !== undefined && !TYPE_KEYWORDS.has(before)) names.push(token.text);
    }
  }
  return names;
}

/** Converts offsets, passed in ascending order, to lines from 1. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let seen = 0;
  return (offset) => {
    for (; seen < offset; seen++) if (text.charCodeAt(seen) === 10) line++;
    return line;
  };
}
