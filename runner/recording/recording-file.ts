/** A recording being written: each line is complete, as soon as its case is judged. */

import { closeSync, openSync, writeSync } from "node:fs";
import { ConformanceError } from "../../model/conformance-error.ts";
import { messageOf } from "../../model/error-message.ts";
import { recordingLineToText, type RecordedCase, type RecordingHeader } from "./recording-format.ts";

/** Lines are buffered up to this many characters: writing each separately costs more than the line itself. */
const GATHERED = 1 << 20;

export class RecordingFile {
  readonly path: string;
  readonly #descriptor: number;
  #gathered: string[] = [];
  #length = 0;
  #cases = 0;
  #open = true;

  /** @throws ConformanceError `TRACES_NOT_WRITABLE`; `TRACES_EXIST` rather than overwrite a file */
  constructor(path: string) {
    this.path = path;
    this.#descriptor = this.#attempt(() => openSync(path, "wx"));
  }

  begin(header: RecordingHeader): void {
    this.#add(recordingLineToText({ line: "recording", header }));
  }

  add(recorded: RecordedCase): void {
    this.#cases++;
    this.#add(recordingLineToText({ line: "case", case: recorded }));
  }

  /** Writes the footer: the recording is complete. */
  end(): void {
    this.#add(recordingLineToText({ line: "end", cases: this.#cases }));
  }

  /** Writes what is buffered and closes the file. May be called twice. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#flush();
    closeSync(this.#descriptor);
  }

  #add(text: string): void {
    this.#gathered.push(text);
    this.#length += text.length;
    if (this.#length >= GATHERED) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.from(this.#gathered.join(""));
    this.#gathered = [];
    this.#length = 0;
    this.#attempt(() => {
      for (let written = 0; written < bytes.length;) written += writeSync(this.#descriptor, bytes, written);
    });
  }

  #attempt<Result>(action: () => Result): Result {
    try {
      return action();
    } catch (error) {
      const exists = (error as NodeJS.ErrnoException).code === "EEXIST";
      throw new ConformanceError(
        exists ? "TRACES_EXIST" : "TRACES_NOT_WRITABLE",
        `the traces cannot be written to ${this.path}: ${messageOf(error)}`,
        exists
          ? "Name a file that does not exist yet with --traces, or remove this one"
          : "Name a file in an existing, writable folder with --traces",
      );
    }
  }
}
