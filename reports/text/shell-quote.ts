/** Arguments that a POSIX shell gives back as they were. */

const HARMLESS = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** The argument as one word of a shell's command line. */
export function shellQuote(argument: string): string {
  if (HARMLESS.test(argument)) return argument;
  return `'${argument.replaceAll("'", `'\\''`)}'`;
}
