import { describe, expect, test } from "vitest";
import { NO_RANGE, RangeTable } from "../../oracle/range-table.ts";

describe("the ranges of a table", () => {
  test("are numbered in the order in which they first occur, each once", () => {
    const table = new RangeTable();
    const added = (
      [
        [0x1000n, 0x1fffn],
        [0x3000n, 0x3fffn],
        [0x1000n, 0x2fffn],
        [0x1000n, 0x1fffn],
        [0x1000n, 0x4fffn],
        [0x1000n, 0x2fffn],
      ] as const
    ).map(([start, end]) => table.add(start, end));
    expect(added).toEqual([0, 1, 2, 0, 3, 2]);
    expect(table.size).toBe(4);
    expect(table.at(2)).toEqual({ start: 0x1000n, end: 0x2fffn });
  });

  test("are found by both of their ends, several of one start among them", () => {
    const table = new RangeTable();
    expect(table.find(0x1000n, 0x1fffn)).toBe(NO_RANGE);
    for (const end of [0x1fffn, 0x2fffn, 0x3fffn]) table.add(0x1000n, end);
    expect([0x1fffn, 0x2fffn, 0x3fffn].map((end) => table.find(0x1000n, end))).toEqual([0, 1, 2]);
    expect(table.find(0x1000n, 0x4fffn)).toBe(NO_RANGE);
    expect(table.find(0x1001n, 0x1fffn)).toBe(NO_RANGE);
  });
});
