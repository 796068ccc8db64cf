/** A recording, read case by case because it may be larger than memory. */

import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { ConformanceError } from "../../model/conformance-error.ts";
import { messageOf } from "../../model/error-message.ts";
import { whyUnread } from "../../model/unread-file.ts";
import {
  recordingLineFromWire,
  type RecordedCase,
  type RecordingHeader,
  type RecordingLine,
} from "./recording-format.ts";

export class Recording {
  readonly path: string;
  readonly header: RecordingHeader;
  readonly #lines: AsyncIterator<string>;
  readonly #close: () => void;
  #number = 1;
  #cases = 0;
  #next: RecordedCase | undefined;
  #ended = false;

  private constructor(path: string, header: RecordingHeader, lines: AsyncIterator<string>, close: () => void) {
    this.path = path;
    this.header = header;
    this.#lines = lines;
    this.#close = close;
  }

  /**
   * @throws ConformanceError `RECORDING_NOT_FOUND`, `RECORDING_UNREADABLE`
   */
  static async open(path: string): Promise<Recording> {
    const stream = createReadStream(path, "utf8");
    const reader = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
    const lines = reader[Symbol.asyncIterator]();
    let first: IteratorResult<string>;
    try {
      // The readline interface does not report a file that cannot be opened.
      const failed = new Promise<never>((_, reject) => stream.once("error", reject));
      first = await Promise.race([lines.next(), failed]);
    } catch (error) {
      throw new ConformanceError(
        "RECORDING_NOT_FOUND",
        whyUnread(path, error),
        "Name a file written by `run --traces`",
      );
    }
    if (first.done !== true && first.value.startsWith('{"line":"environment"')) throw noTraces(path);
    const line = first.done === true ? undefined : parse(path, 1, first.value);
    if (line?.line !== "recording") throw unreadable(path, 1, "it does not begin a recording");
    // Reported at once instead of after half of it has been judged.
    if (!(await lastLine(path)).startsWith('{"line":"end"')) throw truncated(path);
    return new Recording(path, line.header, lines, () => {
      reader.close();
      stream.destroy();
    });
  }

  /**
   * The next case without taking it; undefined at the end.
   *
   * @throws ConformanceError `RECORDING_UNREADABLE`; `RECORDING_TRUNCATED` for a recording without its footer
   */
  async peek(): Promise<RecordedCase | undefined> {
    if (this.#next !== undefined || this.#ended) return this.#next;
    const { done, value } = await this.#lines.next();
    this.#number++;
    if (done === true) throw truncated(this.path);
    const line = parse(this.path, this.#number, value as string);
    if (line.line === "recording")
      throw unreadable(this.path, this.#number, "it is the beginning of another recording");
    if (line.line === "end") {
      if (line.cases !== this.#cases) throw truncated(this.path);
      this.#ended = true;
      return undefined;
    }
    this.#cases++;
    this.#next = line.case;
    return this.#next;
  }

  /** The next case; undefined at the end. @throws as {@link peek} */
  async take(): Promise<RecordedCase | undefined> {
    const taken = await this.peek();
    this.#next = undefined;
    return taken;
  }

  /**
   * Reads on to the end, so that a recording without a footer is not mistaken for a complete one. @throws as {@link
   * peek}
   */
  async finish(): Promise<void> {
    while ((await this.take()) !== undefined);
  }

  close(): void {
    this.#close();
  }
}

/** The last line of a file, if it is terminated and short; a footer is both. */
async function lastLine(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 256);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const text = buffer.toString("latin1");
    return text.endsWith("\n") ? text.slice(text.lastIndexOf("\n", text.length - 2) + 1) : "";
  } finally {
    await file.close();
  }
}

function parse(path: string, number: number, text: string): RecordingLine {
  try {
    return recordingLineFromWire(JSON.parse(text));
  } catch (error) {
    throw unreadable(path, number, messageOf(error));
  }
}

function unreadable(path: string, number: number, problem: string): ConformanceError {
  return new ConformanceError(
    "RECORDING_UNREADABLE",
    `line ${number} of ${path} is not a line of a recording: ${problem}`,
    "Name an unmodified file written by `run --traces` of this version",
    3,
  );
}

function noTraces(path: string): ConformanceError {
  return new ConformanceError(
    "RECORDING_UNREADABLE",
    `${path} is the record of a run, which contains verdicts but no traces`,
    "Name a file written by `run --traces`. `report render` shows a record; `replay` judges its failures again",
    3,
  );
}

function truncated(path: string): ConformanceError {
  return new ConformanceError(
    "RECORDING_TRUNCATED",
    `${path} has no footer, or cases are missing: the run that wrote it did not finish`,
    "Run it again; its seed and options stand in the first line",
    3,
  );
}
