import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RECORD_FORMAT, type RecordLine } from "../../model/record.ts";
import { readRecord } from "../../reports/record/read-record.ts";
import { RecordFile } from "../../reports/record/record-file.ts";
import { codeOf } from "../support/code-of.ts";
import { EXAMPLE_FAILURE } from "./example-failure.ts";

const LINES: readonly RecordLine[] = [
  {
    line: "environment",
    node: "v20.20.2",
    platform: "linux",
    architecture: "x64",
    started: "2026-11-22T16:00:00.000Z",
  },
  {
    line: "header",
    format: RECORD_FORMAT,
    suiteVersion: "0.1.0",
    specification: "5.10",
    profile: "linux",
    either: [],
    seed: "a seed\u2028 of any text",
    options: { runs: 1000, only: [], tables: [], stored: true },
    storeDigest: "0".repeat(64),
    implementation: { name: "example" },
  },
  { line: "stream", stream: "hierarchy", cases: 1000, hung: 0, died: 0, skipped: 0 },
  {
    line: "requirement",
    id: "coverage/endpoint",
    level: "must",
    outcome: "pass",
    triggered: 812,
    cases: 1000,
    counts: { pass: 812 },
  },
  EXAMPLE_FAILURE,
  { line: "footer", exitStatus: 1, requirements: { pass: 1, fail: 1 }, cases: 1000, seed: "a seed\u2028 of any text" },
];

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rmrr-record-"));
  path = join(folder, "record.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(lines: readonly RecordLine[]): void {
  const file = new RecordFile(path);
  for (const line of lines) file.write(line);
  file.close();
}

describe("a record on disk", () => {
  test("reads back as it was written, a line a line", () => {
    write(LINES);
    expect(readRecord(path)).toEqual({ lines: LINES, complete: true });
    expect(readFileSync(path, "utf8").split("\n")).toHaveLength(LINES.length + 1);
  });

  test("holds every line as soon as it was written, before the file is closed", () => {
    const file = new RecordFile(path);
    for (const [index, line] of LINES.entries()) {
      file.write(line);
      expect(readRecord(path, { evenIfTruncated: true }).lines).toEqual(LINES.slice(0, index + 1));
    }
    file.close();
    file.close();
  });

  test("that was cut anywhere is refused as truncated, and its whole lines can be had all the same", () => {
    write(LINES);
    const bytes = readFileSync(path);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), (length) => {
        writeFileSync(path, bytes.subarray(0, length));
        expect(codeOf(() => readRecord(path))).toBe("RECORD_TRUNCATED");
        const { lines, complete } = readRecord(path, { evenIfTruncated: true });
        expect(complete).toBe(false);
        expect(lines).toEqual(LINES.slice(0, lines.length));
        const wholeLines = bytes.subarray(0, length).filter((byte) => byte === 0x0a).length;
        expect(lines).toHaveLength(wholeLines);
      }),
      { numRuns: 300 },
    );
  });

  test("with something behind its footer is not whole", () => {
    write(LINES);
    writeFileSync(path, `${readFileSync(path, "utf8")}{"line":"requi`);
    expect(codeOf(() => readRecord(path))).toBe("RECORD_TRUNCATED");
  });

  test.each([
    ["a footer in the middle", [0, 1, 5, 3, 5]],
    ["no environment", [1, 2, 5]],
    ["no header", [0, 2, 5]],
    ["two headers", [0, 1, 1, 5]],
    ["two records in one file", [0, 1, 5, 0, 1, 5]],
  ])("with %s is unreadable", (_, order) => {
    write(order.map((index) => LINES[index]!));
    expect(codeOf(() => readRecord(path))).toBe("RECORD_UNREADABLE");
  });

  test.each(["not json\n", '{"line":"environment"}\n', "[]\n", '{"line":"novelty"}\n', '{"line":"__proto__"}\n'])(
    "that holds %j is unreadable",
    (text) => {
      writeFileSync(path, text);
      expect(codeOf(() => readRecord(path))).toBe("RECORD_UNREADABLE");
    },
  );

  test("that is not there is not found", () => {
    expect(codeOf(() => readRecord(path))).toBe("RECORD_NOT_FOUND");
  });
});

describe("writing a record", () => {
  test("takes the place of an earlier record", () => {
    write(LINES);
    write(LINES.slice(0, 2));
    expect(readRecord(path, { evenIfTruncated: true }).lines).toHaveLength(2);
  });

  test("never takes the place of another file", () => {
    writeFileSync(path, "export const implementation = {};\n");
    expect(codeOf(() => new RecordFile(path))).toBe("REPORT_NOT_A_RECORD");
    expect(readFileSync(path, "utf8")).toBe("export const implementation = {};\n");
  });

  test("is refused where nothing can be written", () => {
    expect(codeOf(() => new RecordFile(join(folder, "absent", "record.jsonl")))).toBe("REPORT_NOT_WRITABLE");
    expect(codeOf(() => new RecordFile(folder))).toBe("REPORT_NOT_WRITABLE");
  });

  test("is given up by the earlier of two runs with one file, and the later one's record is whole", () => {
    const kept: RecordLine[] = [];
    const earlier = new RecordFile(path);
    earlier.write(LINES[0]!);
    const later = new RecordFile(path);
    expect(codeOf(() => earlier.write(LINES[1]!))).toBe("REPORT_TAKEN");
    for (const [index, line] of LINES.entries()) {
      later.write(line);
      kept.push(line);
      if (index < LINES.length - 1) expect(codeOf(() => earlier.write(line))).toBe("REPORT_TAKEN");
    }
    earlier.close();
    later.close();
    expect(readRecord(path)).toEqual({ lines: kept, complete: true });
  });

  test("is given up where somebody else writes to the same file", () => {
    const file = new RecordFile(path);
    file.write(LINES[0]!);
    appendFileSync(path, "\n");
    expect(codeOf(() => file.write(LINES[1]!))).toBe("REPORT_TAKEN");
    file.close();
  });

  test("leaves the mode and the link of an earlier record as they are, and no other file beside it", () => {
    const link = join(folder, "link.jsonl");
    writeFileSync(path, '{"line":', { mode: 0o640 });
    symlinkSync(path, link);
    new RecordFile(link).close();
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(statSync(path).size).toBe(0);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder).sort()).toEqual(["link.jsonl", "record.jsonl"]);
  });

  test("is given up where another file has taken its place, which stays as it is", () => {
    const file = new RecordFile(path);
    file.write(LINES[0]!);
    renameSync(path, `${path}.old`);
    writeFileSync(path, "somebody's");
    expect(codeOf(() => file.write(LINES[1]!))).toBe("REPORT_TAKEN");
    rmSync(path);
    expect(codeOf(() => file.write(LINES[1]!))).toBe("REPORT_TAKEN");
    file.close();
    expect(existsSync(path)).toBe(false);
  });

  test.skipIf(!existsSync("/dev/full"))("to a full disk is refused", () => {
    const file = new RecordFile("/dev/full");
    expect(codeOf(() => file.write(LINES[0]!))).toBe("REPORT_NOT_WRITABLE");
    file.close();
  });
});
