/**
 * The record of a run on disk: JSON lines, each written whole as soon as it is known, so that a run that is
 * interrupted keeps what was judged until then.
 *
 * What the run is gone on with stands between the lines of the record until the footer is written; then a file
 * without it takes the place of the record, whole or not at all. So a file with a footer is a whole record, and one
 * without is where `run --resume` goes on.
 *
 * Two runs may be given one file by mistake. The one that comes later takes it, as it takes that of a run which is over;
 * the other finds that out before it writes its next line, and leaves the file alone.
 */

import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { ConformanceError } from "../../model/conformance-error.ts";
import { messageOf } from "../../model/error-message.ts";
import type { AskedLine, JudgedLine, RecordLine } from "../../model/record.ts";
import { recordLineToWire } from "../../model/wire/record-wire.ts";

/** How every record begins; a file that begins otherwise, such as a recording of traces, is not overwritten. */
const FIRST_BYTES = '{"line":"environment"';

/** Milliseconds after which what was written is pressed onto the disk: so much a loss of power can cost. */
const SYNC_EVERY = 1000;

const LINE_BREAK = 0x0a;

export class RecordFile {
  readonly path: string;
  readonly #descriptor: number;
  /** A pipe takes lines and forgets them: nothing is kept in it that a run could be gone on with. */
  readonly isFile: boolean;
  /** The file has lines of an earlier part of the run, to which those of the record are not added again. */
  readonly #isResumed: boolean;
  /** The record, if it is not what the file holds. */
  readonly #lines: string[] = [];
  #hasKept: boolean;
  #syncedAt = performance.now();
  /** Where the next byte goes, in a file; a pipe knows no places. */
  #position: number;
  #open = true;

  /**
   * Opens the file, in place of an earlier record of the same name.
   *
   * @param options `resume`: it is the record of a run that was interrupted, and is added to
   * @throws ConformanceError `REPORT_NOT_WRITABLE`; `REPORT_NOT_A_RECORD` if the file exists and holds
   * something else than a record.
   */
  constructor(path: string, options: { readonly resume?: boolean } = {}) {
    this.path = path;
    if (!isRecordOrNothing(path)) {
      throw new ConformanceError(
        "REPORT_NOT_A_RECORD",
        `${path} exists and is not a record, so it is not overwritten`,
        "name another file with --report, or remove this one",
      );
    }
    this.#isResumed = options.resume === true;
    this.#hasKept = this.#isResumed;
    // What follows the last line break was being written when the run was ended.
    this.#position = this.#isResumed ? attempt(path, () => readFileSync(path).lastIndexOf(LINE_BREAK) + 1) : 0;
    this.#descriptor = attempt(path, () => (this.#isResumed ? openSync(path, "r+") : openEmpty(path)));
    this.isFile = isFile(path);
    if (this.#isResumed) attempt(path, () => ftruncateSync(this.#descriptor, this.#position));
  }

  /** @throws ConformanceError `REPORT_NOT_WRITABLE`, if the disk is full for example; `REPORT_TAKEN` */
  write(line: RecordLine): void {
    const text = textOf(line);
    if (!this.isFile) return this.#append(text);
    this.#lines.push(text);
    if (line.line === "footer" && this.#hasKept) this.#replace();
    else if (!this.#isResumed) this.#append(text);
  }

  /**
   * Adds what the run is gone on with, if it is interrupted.
   *
   * @throws ConformanceError as {@link write}
   */
  keep(line: AskedLine | JudgedLine): void {
    if (!this.isFile) return;
    // The file has it of the earlier part.
    if (this.#isResumed && line.line === "asked") return;
    this.#hasKept = true;
    this.#append(textOf(line));
    const now = performance.now();
    if (now - this.#syncedAt < SYNC_EVERY) return;
    this.#syncedAt = now;
    attempt(this.path, () => fsyncSync(this.#descriptor));
  }

  /** May be called twice: by the end of the run, and by an interruption. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    if (this.isFile) attempt(this.path, () => fsyncSync(this.#descriptor));
    closeSync(this.#descriptor);
  }

  /** @throws ConformanceError `REPORT_TAKEN`, if something else has written to the file, or put another in its place */
  #checkOwn(): void {
    const [own, there] = attempt(this.path, () => {
      return [fstatSync(this.#descriptor), statSync(this.path, { throwIfNoEntry: false })] as const;
    });
    if (there?.ino === own.ino && there.dev === own.dev && own.size === this.#position) return;
    throw new ConformanceError(
      "REPORT_TAKEN",
      `something else changed the record in ${this.path} while this run was writing it`,
      "Give each concurrent run a report file of its own",
    );
  }

  #append(text: string): void {
    if (this.isFile) this.#checkOwn();
    const bytes = Buffer.from(text);
    attempt(this.path, () => {
      for (let written = 0; written < bytes.length;) {
        const place = this.isFile ? this.#position + written : null;
        written += writeSync(this.#descriptor, bytes, written, bytes.length - written, place);
      }
      this.#position += bytes.length;
    });
  }

  /** Puts the record alone in the place of what the file holds. */
  #replace(): void {
    this.#checkOwn();
    // The file that a link leads to, and not the link.
    const path = attempt(this.path, () => realpathSync(this.path));
    const whole = `${path}.${process.pid}.whole`;
    const descriptor = openIfAllowed(whole, statSync(path).mode);
    if (descriptor === undefined) return this.#rewrite();
    attempt(this.path, () => {
      try {
        writeFileSync(descriptor, this.#lines.join(""));
        fsyncSync(descriptor);
        renameSync(whole, path);
      } catch (error) {
        rmSync(whole, { force: true });
        throw error;
      } finally {
        closeSync(descriptor);
      }
    });
  }

  /** The same in a folder that takes no new file: what is interrupted now is lost. */
  #rewrite(): void {
    attempt(this.path, () => ftruncateSync(this.#descriptor, 0));
    this.#position = 0;
    this.#append(this.#lines.join(""));
  }
}

/**
 * A file of this run alone, in the place of an earlier record: a run that still writes to that one sees that its file is
 * gone. Where the folder takes no new file, and for what is no file, the same one emptied.
 */
function openEmpty(path: string): number {
  if (!isFile(path)) return openSync(path, "w");
  accessSync(path, constants.W_OK);
  const real = realpathSync(path);
  const fresh = `${real}.${process.pid}.new`;
  const descriptor = openIfAllowed(fresh, statSync(real).mode);
  if (descriptor === undefined) return openSync(path, "w");
  try {
    renameSync(fresh, real);
    return descriptor;
  } catch {
    closeSync(descriptor);
    rmSync(fresh, { force: true });
    return openSync(path, "w");
  }
}

function openIfAllowed(path: string, mode: number): number | undefined {
  try {
    return openSync(path, "w", mode);
  } catch {
    return undefined;
  }
}

/**
 * The members of a trace or a witness stand in the order in which somebody made it, and in another once it was kept
 * and read back. So those are sorted: a record does not tell whether its run was interrupted.
 */
function textOf(line: RecordLine): string {
  const wire: object = recordLineToWire(line);
  if (line.line !== "failure" && line.line !== "judged") return `${JSON.stringify(wire)}\n`;
  return `${JSON.stringify(wire, (_, value: unknown) => (value === wire ? value : sorted(value)))}\n`;
}

function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)));
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function isRecordOrNothing(path: string): boolean {
  // A pipe or a device has nothing to lose, and looking into it could take for ever.
  if (!isFile(path)) return true;
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
      `the record cannot be written to ${path}: ${messageOf(error)}`,
      "name a file in an existing, writable folder with --report",
    );
  }
}
