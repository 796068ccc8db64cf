#!/usr/bin/env node
/**
 * The command `rmrr-conformance`.
 *
 * It ends the process itself once everything is written, because an implementation under test may have left
 * timers or sockets behind that would keep the process alive for ever.
 */

import { keepGoingWithoutOutput, statusWithOutput } from "./lost-output.ts";
import { runCli } from "./run-cli.ts";

const words = process.argv.slice(2);
keepGoingWithoutOutput();
const status = await runCli(words);
process.stdout.write("", () => {
  const ended = statusWithOutput(status, words);
  process.stderr.write("", () => process.exit(ended));
});
