/** DMAR tables from files. */

import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { ConformanceError } from "../../model/conformance-error.ts";
import { HEADER_LENGTH } from "../../model/dmar/layout.ts";
import { isMissingFile, whyUnread } from "../../model/unread-file.ts";

const SIGNATURE = "DMAR";

/**
 * Real tables have hundreds of bytes, and one that names 65,536 functions half a megabyte; what is larger than
 * this is some other file.
 */
const MOST_BYTES = 1024 * 1024;

const WHERE_TO_GET_ONE =
  "Give a file with one binary DMAR table: /sys/firmware/acpi/tables/DMAR, or the output of `acpidump -b -n DMAR`";

/**
 * The bytes of a DMAR table, whatever is wrong with them behind the signature.
 *
 * @throws ConformanceError `TABLE_NOT_FOUND`, `TABLE_UNREADABLE`, `TABLE_TOO_LARGE`, `TABLE_EMPTY`,
 * `TABLE_NOT_DMAR`
 */
export function readTable(path: string): Uint8Array {
  const bytes = readBytes(path);
  if (bytes.length === 0) throw new ConformanceError("TABLE_EMPTY", `${path} is empty`, WHERE_TO_GET_ONE);
  if (Buffer.from(bytes.subarray(0, 4)).toString("latin1") !== SIGNATURE || isDump(bytes)) {
    throw new ConformanceError("TABLE_NOT_DMAR", `${path} is not a DMAR table: ${whatItIs(bytes)}`, WHERE_TO_GET_ONE);
  }
  return bytes;
}

function readBytes(path: string): Uint8Array {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) {
      const cause = `${path} has ${size} bytes, more than any DMAR table`;
      throw new ConformanceError("TABLE_TOO_LARGE", cause, WHERE_TO_GET_ONE);
    }
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    if (error instanceof ConformanceError) throw error;
    throw new ConformanceError(
      isMissingFile(error) ? "TABLE_NOT_FOUND" : "TABLE_UNREADABLE",
      whyUnread(path, error),
      WHERE_TO_GET_ONE,
    );
  }
}

function whatItIs(bytes: Uint8Array): string {
  const start = startOf(bytes);
  if (isDump(bytes)) return "it is the text of acpidump, which `acpixtract -sDMAR` turns into a table";
  if (/^\/\*\s+\* Intel ACPI Component Architecture/u.test(start)) {
    return "it is the text of `iasl -d`, which `iasl` turns back into a table";
  }
  if (/^[A-Z]{4}/u.test(start) && bytes.length >= HEADER_LENGTH) return `it has the signature ${start.slice(0, 4)}`;
  return "it does not begin with the signature DMAR";
}

/** Text that lists bytes in hexadecimal digits below a line such as `DMAR @ 0x0000000000000000`. */
function isDump(bytes: Uint8Array): boolean {
  return /^[A-Z0-9]{4} @ 0x/mu.test(startOf(bytes));
}

function startOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 400)).toString("latin1");
}

/**
 * The bytes of a DMAR table that is all there.
 *
 * @throws ConformanceError as {@link readTable}, and `TABLE_TRUNCATED`
 */
export function readWholeTable(path: string): Uint8Array {
  const bytes = readTable(path);
  const length = bytes.length < HEADER_LENGTH ? HEADER_LENGTH : new DataView(bytes.buffer).getUint32(4, true);
  if (bytes.length >= length) return bytes;
  throw new ConformanceError(
    "TABLE_TRUNCATED",
    `${path} ends after ${bytes.length} of the ${length} bytes of its table`,
    "Copy the complete table again; `rmrr-conformance decode` prints what is there",
  );
}

/** True for a file that begins like a DMAR table. */
export function isDmarFile(path: string): boolean {
  if (!(statSync(path, { throwIfNoEntry: false })?.isFile() ?? false)) return false;
  const start = Buffer.alloc(SIGNATURE.length);
  const descriptor = openSync(path, "r");
  try {
    readSync(descriptor, start, 0, start.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return start.toString("latin1") === SIGNATURE;
}
