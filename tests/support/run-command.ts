/** The command line, run as a user runs it. */

import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { COMMAND, ensureBuilt, ROOT } from "./built.ts";

export interface Finished {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The code of the error that was printed, if one was. */
  readonly code: string | undefined;
  readonly milliseconds: number;
}

export interface Running {
  readonly child: ReturnType<typeof spawn>;
  readonly finished: Promise<Finished>;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A file that takes standard output, which is then empty in what came of the command. */
  readonly stdout?: string;
}

/** Starts `rmrr-conformance` with arguments, in a folder, with a plain environment. */
export function startCommand(arguments_: readonly string[], options: CommandOptions = {}): Running {
  ensureBuilt();
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const started = performance.now();
  const output = options.stdout === undefined ? undefined : openSync(options.stdout, "w");
  const child = spawn(process.execPath, [COMMAND, ...arguments_], {
    cwd: options.cwd ?? ROOT,
    env: { ...env, ...options.env },
    stdio: ["ignore", output ?? "pipe", "pipe"],
  });
  if (output !== undefined) closeSync(output);
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (status, signal) => {
      const code = /^error ([A-Z_]+):/m.exec(stderr)?.[1];
      resolve({ status, signal, stdout, stderr, code, milliseconds: performance.now() - started });
    });
  });
  return { child, finished };
}

export function runCommand(arguments_: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  return startCommand(arguments_, options).finished;
}
