/**
 * A started adapter: its program, the handshake, and its answers, read and checked.
 *
 * A session ends with its first breakage: the program is killed, and the owner starts another session.
 */

import { isUtf8 } from "node:buffer";
import { ConformanceError } from "../../model/conformance-error.ts";
import { messageOf } from "../../model/error-message.ts";
import { AdapterProcess, type ProcessEnd, type ProcessOptions } from "./adapter-process.ts";
import { BREAKAGES, excerpt, type Breakage, type BreakageCode } from "./breakage.ts";
import { PROTOCOL_VERSION, type StartedMessage, type StartMessage, type StopMessage } from "./protocol.ts";
import { readAnswer, readStarted, type Answer } from "./read-answer.ts";

export interface SessionOptions extends ProcessOptions {
  /** The version of this suite, for the adapter's information. */
  readonly suiteVersion: string;
  /** Milliseconds for the answer to the start message. */
  readonly startTimeout: number;
}

export interface SessionEvents {
  /** An answer, and the value that it was read from. */
  answer(answer: Answer, raw: unknown): void;
  /** All answers of one read have been passed on. */
  quiet(): void;
  /** The session is over, and its program killed. Called at most once, after the handshake. */
  broken(breakage: Breakage): void;
}

export class AdapterSession {
  readonly #options: SessionOptions;
  readonly #events: SessionEvents;
  readonly #process: AdapterProcess;
  #started: StartedMessage | undefined;
  #settleStart: { resolve(started: StartedMessage): void; reject(error: ConformanceError): void } | undefined;
  #startTimer: NodeJS.Timeout | undefined;
  /** Set once the stop message is sent: what the adapter does then no longer concerns any scenario. */
  #stopping: { breakage: Breakage | undefined } | undefined;

  constructor(options: SessionOptions, events: SessionEvents) {
    this.#options = options;
    this.#events = events;
    this.#process = new AdapterProcess(options, {
      line: (line) => this.#onLine(line),
      quiet: () => this.#events.quiet(),
      lineTooLong: (beginning) =>
        this.#break(
          "ADAPTER_LINE_TOO_LONG",
          `a line is longer than ${options.longestLine} bytes; it begins with ${excerpt(beginning.toString("latin1"), 60)}`,
        ),
      closed: (stream) => this.#onClosed(stream),
      ended: (end) => this.#onEnded(end),
    });
  }

  /** The process group of the program. */
  get group(): number | undefined {
    return this.#process.group;
  }

  /** The end of what the program wrote to standard error. */
  get stderr(): string {
    return this.#process.stderr;
  }

  /** The number of bytes received of an incomplete answer. */
  get unfinished(): number {
    return this.#process.unfinished;
  }

  /**
   * Performs the handshake.
   *
   * @throws ConformanceError with the code of a breakage and exit status 3; the program is then ended.
   */
  start(): Promise<StartedMessage> {
    const start: StartMessage = {
      message: "start",
      protocol: PROTOCOL_VERSION,
      suite: { name: "rmrr-conformance", version: this.#options.suiteVersion },
    };
    return new Promise((resolve, reject) => {
      this.#settleStart = { resolve, reject };
      this.#startTimer = setTimeout(() => {
        const begun = this.unfinished > 0 ? `; ${this.unfinished} bytes of a line without a newline came` : "";
        this.#break(
          "ADAPTER_NO_START",
          `no answer to the start message within ${this.#options.startTimeout} ms${begun}`,
        );
      }, this.#options.startTimeout);
      this.#process.write(`${JSON.stringify(start)}\n`);
    });
  }

  /** Sends text consisting of whole lines. */
  send(lines: string): void {
    this.#process.write(lines);
  }

  kill(): void {
    this.#process.kill();
  }

  /** Ends the program in an orderly way, or kills it. @returns what was wrong with the way it ended, if anything */
  async stop(milliseconds: number): Promise<Breakage | undefined> {
    this.#stopping = { breakage: undefined };
    const stop: StopMessage = { message: "stop" };
    this.#process.write(`${JSON.stringify(stop)}\n`);
    this.#process.endInput();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
    await Promise.race([this.#process.exited, timeout]);
    clearTimeout(timer);
    const { exit, stderr } = this.#process;
    this.#process.kill();
    if (this.#stopping.breakage !== undefined) return this.#stopping.breakage;
    if (exit === undefined) {
      return {
        code: "ADAPTER_IGNORES_STOP",
        what: `the program was still running ${milliseconds} ms after the stop message`,
      };
    }
    if (exit.status !== 0) {
      return {
        code: "ADAPTER_WRONG_EXIT",
        what: `after the stop message the program ended ${describeEnd(exit)}${shownStderr(stderr)}`,
      };
    }
    return undefined;
  }

  #onLine(line: Buffer): void {
    if (!isUtf8(line))
      return this.#break("ADAPTER_NOT_UTF8", `a line is not UTF-8: ${excerpt(line.toString("latin1"))}`);
    const text = line.toString("utf8");
    let raw: unknown;
    try {
      raw = JSON.parse(text);
    } catch {
      return this.#break("ADAPTER_NOT_JSON", `a line is not JSON: ${excerpt(text)}`);
    }
    if (this.#started === undefined) return this.#onStarted(raw);
    let answer: Answer;
    try {
      answer = readAnswer(raw);
    } catch (error) {
      return this.#break("ADAPTER_WRONG_MESSAGE", messageOf(error));
    }
    if (this.#stopping !== undefined)
      return this.#break("ADAPTER_UNKNOWN_ID", `an answer for scenario ${answer.id} came after the stop message`);
    this.#events.answer(answer, raw);
  }

  #onStarted(raw: unknown): void {
    try {
      this.#started = readStarted(raw);
    } catch (error) {
      const wrongVersion = error instanceof ConformanceError && error.code === "WIRE_PROTOCOL";
      return this.#break(wrongVersion ? "ADAPTER_WRONG_PROTOCOL" : "ADAPTER_WRONG_START", messageOf(error));
    }
    clearTimeout(this.#startTimer);
    this.#settleStart?.resolve(this.#started);
  }

  #onClosed(stream: "output" | "input"): void {
    // While stopping, a program may close whatever it likes.
    if (this.#stopping !== undefined) return;
    const code = stream === "output" ? "ADAPTER_CLOSED_OUTPUT" : "ADAPTER_CLOSED_INPUT";
    this.#break(code, `the program closed its standard ${stream} but is still running`);
  }

  #onEnded(end: ProcessEnd): void {
    if (this.#stopping !== undefined) return;
    const unfinished = end.unfinished > 0 ? `, in the middle of a line of which ${end.unfinished} bytes came` : "";
    const what = `the program ended ${describeEnd(end)}${unfinished}${shownStderr(this.stderr)}`;
    if (this.#started !== undefined) return this.#break("ADAPTER_DIED", what);
    const notFound = end.status === 126 || end.status === 127;
    this.#break(notFound ? "ADAPTER_NOT_FOUND" : "ADAPTER_DIED_AT_START", what);
  }

  #break(code: BreakageCode, what: string): void {
    const breakage = { code, what };
    if (this.#stopping !== undefined) {
      this.#stopping.breakage ??= breakage;
      return;
    }
    this.#process.kill();
    if (this.#started !== undefined) return this.#events.broken(breakage);
    clearTimeout(this.#startTimer);
    // A program that does not start usually explains why on standard error.
    const said = what.includes("standard error") ? "" : shownStderr(this.stderr);
    this.#settleStart?.reject(new ConformanceError(code, `${what}${said}`, BREAKAGES[code], 3));
  }
}

function describeEnd(end: { readonly status: number | null; readonly signal: string | null }): string {
  return end.status === null ? `by signal ${end.signal}` : `with status ${end.status}`;
}

function shownStderr(text: string): string {
  return text === "" ? "" : `; its standard error ends with:\n${text}`;
}
