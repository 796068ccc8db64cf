/** The reasons why some mutants survive: each speaks of a line that is there, and could be mutated so. */

import { describe, expect, test } from "vitest";
import { read, repositoryFiles } from "./source-files.ts";

interface Survivor {
  readonly file: string;
  readonly line: string;
  readonly original: string;
  readonly replacement: string;
  readonly reason: string;
}

const SURVIVORS: readonly Survivor[] = JSON.parse(read("mutation-survivors.json"));
const FILES = new Set(repositoryFiles());

describe("the reason for a surviving mutant", () => {
  test("is about a line that exists", () => {
    const gone = SURVIVORS.filter(
      ({ file, line, original }) =>
        !FILES.has(file) ||
        !read(file).includes(original) ||
        !line.includes(original.split("\n")[0]!) ||
        !read(file)
          .split("\n")
          .some((each) => each.trim() === line),
    );
    expect(gone).toEqual([]);
  });

  test("is given once for each, in a sentence", () => {
    const keys = SURVIVORS.map(
      ({ file, line, original, replacement }) => `${file}\n${line}\n${original}\n${replacement}`,
    );
    expect(new Set(keys).size).toBe(keys.length);
    for (const { reason } of SURVIVORS) expect(reason).toMatch(/^[A-Z].{20,}\.$/s);
  });
});
