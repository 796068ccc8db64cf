/** Arguments that a shell gives back as they were, and that do nothing to the terminal on which they are shown. */

import { isActing } from "./escape-text.ts";

const HARMLESS = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * The argument as one word of a shell's command line. Characters that would act on a terminal are written as
 * escapes in `$'…'`, which bash, zsh and ksh know, and sh of POSIX 2024; everything else is for any shell.
 */
export function shellQuote(argument: string): string {
  if (HARMLESS.test(argument)) return argument;
  if (!isActing(argument)) return `'${argument.replaceAll("'", `'\\''`)}'`;
  const escaped = [...argument].map((character) => {
    if (character === "'" || character === "\\") return `\\${character}`;
    return isActing(character) ? escapeForShell(character.codePointAt(0) ?? 0) : character;
  });
  return `$'${escaped.join("")}'`;
}

function escapeForShell(code: number): string {
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, "0")}` : `\\U${code.toString(16).padStart(8, "0")}`;
}
