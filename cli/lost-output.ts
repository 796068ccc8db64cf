/** What happens when what is printed does not arrive: its reader goes away, as `head` does, or a disk is full. */

import { ConformanceError } from "../model/conformance-error.ts";
import { bisectStatus, isBisecting } from "./exit-convention.ts";
import { reportError } from "./report-error.ts";

/**
 * Lets the process run on when its output arrives nowhere: the record is still written whole, and the exit status
 * still says what was found. What was lost is told at the end, by {@link statusWithOutput}.
 */
export function keepGoingWithoutOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}

/**
 * The exit status of a command that was printed. Who asked for a report on standard output and has none, because the
 * disk is full, is told so, and what would have been green is not. A reader that went away has read what it wanted.
 */
export function statusWithOutput(status: number, arguments_: readonly string[]): number {
  const error: NodeJS.ErrnoException | null = process.stdout.errored;
  if (error === null || error.code === "EPIPE") return status;
  const lost = reportError(
    new ConformanceError(
      "OUTPUT_NOT_WRITABLE",
      `standard output cannot be written: ${error.message}`,
      "Redirect it to a place that can be written; what was printed so far is incomplete",
      3,
    ),
  );
  if (status !== 0) return status;
  return isBisecting(arguments_) ? bisectStatus(lost) : lost;
}
