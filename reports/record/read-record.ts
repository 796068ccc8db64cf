/** Records read back from disk, whole or not at all. */

import { readFileSync } from "node:fs";
import { ConformanceError } from "../../model/conformance-error.ts";
import { messageOf } from "../../model/error-message.ts";
import type { RecordLine } from "../../model/record.ts";
import { whyUnread } from "../../model/unread-file.ts";
import { recordLineFromWire } from "../../model/wire/record-wire.ts";
import { shellQuote } from "../text/shell-quote.ts";

export interface ReadRecord {
  readonly lines: readonly RecordLine[];
  /** The footer is there: the run came to its end. */
  readonly complete: boolean;
}

/**
 * The record in a file.
 *
 * @throws ConformanceError `RECORD_NOT_FOUND`; `RECORD_UNREADABLE` for a line that is no line of a record;
 * `RECORD_TRUNCATED` for a record without its footer, unless `evenIfTruncated`, which gives the whole lines
 * that an interrupted run left behind.
 */
export function readRecord(path: string, options: { readonly evenIfTruncated?: boolean } = {}): ReadRecord {
  const texts = readText(path).split("\n");
  // What follows the last line break is empty, or a line that was being written when the run was ended.
  const unfinished = texts.pop() !== "";
  const lines = texts.map((text, index) => parseLine(path, text, index + 1));
  checkOrder(path, lines);
  const complete = !unfinished && lines.at(-1)?.line === "footer";
  if (!complete && options.evenIfTruncated !== true) {
    throw new ConformanceError(
      "RECORD_TRUNCATED",
      `${path} has no footer: the run that wrote it did not finish`,
      `continue it: npx rmrr-conformance run --resume ${shellQuote(path)}`,
    );
  }
  return { lines, complete };
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ConformanceError("RECORD_NOT_FOUND", whyUnread(path, error), "name a file written by `run --report`");
  }
}

function parseLine(path: string, text: string, number: number): RecordLine {
  try {
    return recordLineFromWire(JSON.parse(text));
  } catch (error) {
    throw new ConformanceError(
      "RECORD_UNREADABLE",
      `line ${number} of ${path} is not a line of a record: ${messageOf(error)}`,
      "name an unmodified file written by `run --report` of this version",
    );
  }
}

function checkOrder(path: string, lines: readonly RecordLine[]): void {
  const kinds = lines.map(({ line }) => line);
  const inOrder =
    (kinds.length < 1 || kinds[0] === "environment") &&
    (kinds.length < 2 || kinds[1] === "header") &&
    kinds
      .slice(2)
      .every(
        (kind, index) => !["environment", "header"].includes(kind) && (kind !== "footer" || index === kinds.length - 3),
      );
  if (inOrder) return;
  throw new ConformanceError(
    "RECORD_UNREADABLE",
    `the lines of ${path} are not in the order of a record: environment, header, verdicts, footer`,
    "name a file that holds one unmodified record written by `run --report`",
  );
}
