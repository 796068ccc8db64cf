/** Errors as a user sees them: one paragraph with a code, the cause and the next step. */

import { ConformanceError } from "../model/conformance-error.ts";
import { capitalised } from "../reports/text/capitalised.ts";
import { escapeLines, escapeText } from "../reports/text/escape-text.ts";
import { painter, wantsColour } from "../reports/text/painter.ts";
import { SUITE_VERSION } from "../model/suite-version.ts";

/** The names of all faulty implementations are 6,000 characters, and a list that is cut does not hold what is looked for. */
const LONGEST_NEXT_STEP = 20_000;

/** Prints the error on stderr and gives the exit status that it stands for. */
export function reportError(error: unknown): number {
  if (error instanceof ConformanceError) {
    process.stderr.write(formatError(error));
    return error.exitStatus;
  }
  const paint = painter(wantsColour(process.stderr));
  // Not a user's mistake: the stack is what a maintainer needs.
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `${paint("bad", "error INTERNAL")}: this is a fault of rmrr-conformance ${SUITE_VERSION} itself.\n` +
      `${paint("title", "next")}: Report it with the command that you ran and the lines below.\n${stack}\n`,
  );
  return 3;
}

/** What is wrong with its code, in one line but for what a program said, and in another what to do about it. */
export function formatError(error: ConformanceError): string {
  const paint = painter(wantsColour(process.stderr));
  const cause = withoutFullStop(escapeLines(error.message, 2000));
  const next = capitalised(withoutFullStop(error.nextStep));
  // A full stop would be taken for what the program said.
  const stop = cause.includes("\n") ? "" : ".";
  return `${paint("bad", `error ${error.code}`)}: ${cause}${stop}\n${paint("title", "next")}: ${escapeText(next, LONGEST_NEXT_STEP)}.\n`;
}

function withoutFullStop(text: string): string {
  return text.endsWith(".") ? text.slice(0, -1) : text;
}
