/** A program that serves an implementation over standard input and output: its argument is the URL of the module. */

import { serveImplementation } from "../implementations/stdio/serve-implementation.ts";
import { loadImplementation } from "../runner/load-implementation.ts";
import { reportError } from "./report-error.ts";

try {
  await serveImplementation(await loadImplementation(new URL(process.argv[2] ?? "")), process.stdin, process.stdout);
  // What the implementation has left behind, such as a timer, keeps no process alive.
  process.stdout.write("", () => process.exit(0));
} catch (error) {
  process.exitCode = reportError(error);
}
