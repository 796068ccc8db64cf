/**
 * Text that comes from an implementation, made harmless for a terminal.
 *
 * A name or a message of an implementation may hold escape sequences, line breaks, right-to-left marks or a
 * megabyte of anything. What is printed shows that they were there, and lets none of them act.
 */

import { groupDigits } from "./group-digits.ts";

/** Controls, format characters (bidirectional marks among them), lone surrogates, private use, line separators. */
const ACTING = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * The text with every character that could act on a terminal written as an escape, cut after `limit` UTF-16
 * code units with a note of its whole length.
 */
export function escapeText(text: string, limit: number = 400): string {
  if (text.length <= limit) return text.replace(ACTING, escapeCharacter);
  // A pair of surrogates is not cut in half: the half would be shown as an escape that was never there.
  const cut = isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit;
  const note = ` ... (${groupDigits(text.length)} characters in all)`;
  return text.slice(0, cut).replace(ACTING, escapeCharacter) + note;
}

/**
 * As `escapeText`, but line breaks act: every line but the first is indented, so that none of them can pass for a line
 * of ours. For what a program said before it ended, where the lines are what there is to read.
 *
 * @param limit UTF-16 code units of the whole
 */
export function escapeLines(text: string, limit: number): string {
  // A break at the end of what is cut is no line.
  const [first = "", ...rest] = text.slice(0, limit).trimEnd().split("\n");
  const note = text.length <= limit ? "" : ` ... (${groupDigits(text.length)} characters in all)`;
  return [escapeText(first, limit), ...rest.map((line) => `    ${escapeText(line, limit)}`)].join("\n") + note;
}

/** Whether any character of the text could act on a terminal. */
export function isActing(text: string): boolean {
  return text.search(ACTING) >= 0;
}

function escapeCharacter(character: string): string {
  const short = SHORT_ESCAPES.get(character);
  if (short !== undefined) return short;
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
