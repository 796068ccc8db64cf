#!/usr/bin/env node
/**
 * The command `rmrr-conformance`.
 *
 * It ends the process itself once everything is written, because an implementation under test may have left
 * timers or sockets behind that would keep the process alive for ever.
 */

import { keepGoingWithoutReader } from "./broken-pipe.ts";
import { runCli } from "./run-cli.ts";

keepGoingWithoutReader();
const status = await runCli(process.argv.slice(2));
process.stdout.write("", () => process.stderr.write("", () => process.exit(status)));
