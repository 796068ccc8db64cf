/**
 * The record of a run on disk: JSON lines, each written whole as soon as it is known, so that a run that is
 * interrupted keeps what was judged until then.
 */

import { closeSync, openSync, readSync, statSync, writeSync } from "node:fs";
import { ConformanceError } from "../../model/conformance-error.ts";
import type { RecordLine } from "../../model/record.ts";
import { recordLineToWire } from "../../model/wire/record-wire.ts";

/** How every record begins; a file that begins otherwise is somebody's, and is not overwritten. */
const FIRST_BYTES = '{"line":';

export class RecordFile {
  readonly path: string;
  readonly #descriptor: number;
  #open = true;

  /**
   * Opens the file, in place of an earlier record of the same name.
   *
   * @throws ConformanceError `REPORT_NOT_WRITABLE`; `REPORT_NOT_A_RECORD` if the file exists and holds
   * something else than a record.
   */
  constructor(path: string) {
    this.path = path;
    if (!isRecordOrNothing(path)) {
      throw new ConformanceError(
        "REPORT_NOT_A_RECORD",
        `${path} exists and is not a record, so it is not overwritten`,
        "name another file with --report, or remove this one",
      );
    }
    this.#descriptor = attempt(path, () => openSync(path, "w"));
  }

  /** @throws ConformanceError `REPORT_NOT_WRITABLE`, if the disk is full for example. */
  write(line: RecordLine): void {
    const bytes = Buffer.from(`${JSON.stringify(recordLineToWire(line))}\n`);
    attempt(this.path, () => {
      for (let written = 0; written < bytes.length;) written += writeSync(this.#descriptor, bytes, written);
    });
  }

  /** May be called twice: by the end of the run, and by an interruption. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.#descriptor);
  }
}

function isRecordOrNothing(path: string): boolean {
  // A pipe or a device has nothing to lose, and looking into it could take for ever.
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) return true;
  const descriptor = attempt(path, () => openSync(path, "r"));
  try {
    const start = Buffer.alloc(FIRST_BYTES.length);
    const length = readSync(descriptor, start, 0, start.length, 0);
    return FIRST_BYTES.startsWith(start.toString("latin1", 0, length));
  } finally {
    closeSync(descriptor);
  }
}

function attempt<Result>(path: string, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    throw new ConformanceError(
      "REPORT_NOT_WRITABLE",
      `the record cannot be written to ${path}: ${error instanceof Error ? error.message : String(error)}`,
      "name a file in a folder that exists and may be written to with --report",
    );
  }
}
