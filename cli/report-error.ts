/** Errors as a user sees them: one paragraph with a code, the cause and the next step. */

import { ConformanceError } from "../model/conformance-error.ts";
import { escapeText } from "../reports/text/escape-text.ts";
import { painter, wantsColour } from "../reports/text/painter.ts";
import { SUITE_VERSION } from "../model/suite-version.ts";

/** Prints the error on stderr and gives the exit status that it stands for. */
export function reportError(error: unknown): number {
  const paint = painter(wantsColour(process.stderr));
  if (error instanceof ConformanceError) {
    const cause = withoutFullStop(escapeText(error.message, 2000));
    const next = error.nextStep.charAt(0).toUpperCase() + withoutFullStop(error.nextStep.slice(1));
    process.stderr.write(`${paint("bad", `error ${error.code}`)}: ${cause}.\n${paint("title", "next")}: ${next}.\n`);
    return error.exitStatus;
  }
  // Not a user's mistake: the stack is what a maintainer needs.
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `${paint("bad", "error INTERNAL")}: this is a fault of rmrr-conformance ${SUITE_VERSION} itself.\n` +
      `${paint("title", "next")}: Report it with the command that you ran and the lines below.\n${stack}\n`,
  );
  return 3;
}

function withoutFullStop(text: string): string {
  return text.endsWith(".") ? text.slice(0, -1) : text;
}
