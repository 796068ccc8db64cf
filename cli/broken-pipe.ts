/** What happens when the reader of the output goes away, as `head` does. */

/**
 * Lets the process run on when nobody reads its output any more: the record is still written whole, and the
 * exit status still says what was found. Any other error of a stream stays an error.
 */
export function keepGoingWithoutReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}
