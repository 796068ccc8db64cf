/**
 * One run of an adapter's program: lines in, lines out, and its end.
 *
 * The program gets a session, and thereby a process group, of its own, so that it is killed together with the shell
 * that runs it and with everything it starts.
 */

import { spawn, type ChildProcess } from "node:child_process";
import { LineSplitter } from "./line-splitter.ts";
import { MARK_VARIABLE } from "./process-guardian.ts";
import { Tail } from "./tail.ts";

/** How long output is awaited after the program ends, while a child of it may hold the pipe open. */
const DRAIN_MILLISECONDS = 250;
const STDERR_TAIL_BYTES = 4096;

export interface ProcessOptions {
  /** A command for /bin/sh. */
  readonly command: string;
  /** The value of {@link MARK_VARIABLE} in the program's environment. */
  readonly mark: string;
  /** The greatest length of a line in bytes. */
  readonly longestLine: number;
}

/** How a program ended: with a status, or by a signal. */
export interface ProcessEnd {
  readonly status: number | null;
  readonly signal: string | null;
  /** Bytes of an incomplete line. */
  readonly unfinished: number;
}

/** What the program does. Nothing is called after `ended`, nor after the program was killed. */
export interface ProcessEvents {
  line(line: Buffer): void;
  /** All lines of one read have been passed on. */
  quiet(): void;
  lineTooLong(beginning: Buffer): void;
  /** The program closed standard output or standard input but is still running. */
  closed(stream: "output" | "input"): void;
  ended(end: ProcessEnd): void;
}

export class AdapterProcess {
  readonly #child: ChildProcess;
  readonly #events: ProcessEvents;
  readonly #lines: LineSplitter;
  readonly #stderr: Tail = new Tail(STDERR_TAIL_BYTES);
  #exit: { readonly status: number | null; readonly signal: string | null } | undefined;
  #silenced = false;
  #outputEnded = false;
  #drain: NodeJS.Timeout | undefined;
  readonly #exited: Promise<void>;

  constructor(options: ProcessOptions, events: ProcessEvents) {
    this.#events = events;
    this.#lines = new LineSplitter(options.longestLine, (line) => {
      if (!this.#silenced) events.line(line);
    });
    this.#child = spawn("/bin/sh", ["-c", options.command], {
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, [MARK_VARIABLE]: options.mark },
    });
    this.#exited = new Promise((resolve) => {
      this.#child.once("exit", (status, signal) => {
        resolve();
        this.#onExit(status, signal);
      });
      this.#child.once("error", () => {
        resolve();
        this.#onExit(null, "none: /bin/sh could not be started");
      });
    });
    this.#child.stdout?.on("data", (chunk: Buffer) => this.#onOutput(chunk));
    this.#child.stdout?.on("end", () => this.#onOutputEnd());
    this.#child.stdout?.on("error", () => this.#onOutputEnd());
    this.#child.stderr?.on("data", (chunk: Buffer) => this.#stderr.take(chunk));
    this.#child.stderr?.on("error", () => undefined);
    this.#child.stdin?.on("error", () => this.#later(() => events.closed("input")));
  }

  /** The process group; undefined if the program could not be started. */
  get group(): number | undefined {
    return this.#child.pid;
  }

  /** The end of what it wrote to standard error. */
  get stderr(): string {
    return this.#stderr.text();
  }

  /** The number of bytes received of an incomplete answer. */
  get unfinished(): number {
    return this.#lines.unfinished;
  }

  write(line: string): void {
    if (this.#child.stdin?.writable) this.#child.stdin.write(line);
  }

  /** Closes the program's standard input. */
  endInput(): void {
    this.#child.stdin?.end();
  }

  /** Resolves when the program itself has ended, whatever its children do. */
  get exited(): Promise<void> {
    return this.#exited;
  }

  /** How the program ended, if it has. */
  get exit(): { readonly status: number | null; readonly signal: string | null } | undefined {
    return this.#exit;
  }

  /** No events are reported from now on. */
  silence(): void {
    this.#silenced = true;
    clearTimeout(this.#drain);
  }

  /** Kills the program and its process group at once. No events are reported from now on. */
  kill(): void {
    this.silence();
    this.killGroup();
    this.#child.stdin?.destroy();
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
  }

  /** Kills what is left of the process group, which may outlive the program. */
  killGroup(): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      // The group no longer exists.
    }
  }

  #onOutput(chunk: Buffer): void {
    if (this.#silenced) return;
    const fits = this.#lines.take(chunk);
    if (this.#silenced) return;
    if (fits) this.#events.quiet();
    else this.#events.lineTooLong(this.#lines.beginning(200));
  }

  #onOutputEnd(): void {
    this.#outputEnded = true;
    if (this.#exit === undefined) this.#later(() => this.#events.closed("output"));
    else this.#finish();
  }

  #onExit(status: number | null, signal: string | null): void {
    this.#exit = { status, signal };
    if (this.#outputEnded) this.#finish();
    else this.#later(() => this.#finish());
  }

  /** Events from a program that is about to end arrive in any order; its end takes precedence. */
  #later(action: () => void): void {
    if (this.#silenced) return;
    clearTimeout(this.#drain);
    this.#drain = setTimeout(() => {
      if (this.#exit === undefined) action();
      else this.#finish();
    }, DRAIN_MILLISECONDS);
  }

  #finish(): void {
    if (this.#silenced || this.#exit === undefined) return;
    this.silence();
    this.#events.ended({ ...this.#exit, unfinished: this.#lines.unfinished });
  }
}
