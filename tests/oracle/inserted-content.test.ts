import { describe, expect, test } from "vitest";
import type { RegionFields } from "../../model/region.ts";
import { addressesOf, hasSameContent, isPrefixOfInsertions, lacks } from "../../oracle/inserted-content.ts";
import { region } from "../reference/hand-made.ts";
import { holding } from "./memory-happenings.ts";

const first = region(0x1000n, 0x1fffn);
const second = region(0x2000n, 0x2fffn);
const third = region(0x8000n, 0x8fffn);
const both = region(0x1000n, 0x2fffn);
const reserved = (fields: RegionFields): RegionFields => ({ ...fields, type: "reserved" });

describe("two looks at a list show the same content", () => {
  test("if they show the same regions in the same order, whatever objects these are", () => {
    expect(hasSameContent([], [])).toBe(true);
    expect(hasSameContent([holding(1, first), holding(2, third)], [holding(3, first), holding(4, third)])).toBe(true);
  });

  test("not if one shows more, less, or another order", () => {
    expect(hasSameContent([first], [first, third])).toBe(false);
    expect(hasSameContent([first, third], [first])).toBe(false);
    expect(hasSameContent([], [first])).toBe(false);
    expect(hasSameContent([first, third], [third, first])).toBe(false);
  });

  test("not if one field of one region differs, whichever", () => {
    for (const changed of [{ start: 0n }, { end: 0x1ffen }, { type: "reserved" }, { protection: 0 }] as const) {
      expect(hasSameContent([third, first], [third, { ...first, ...changed }])).toBe(false);
      expect(hasSameContent([first, third], [{ ...first, ...changed }, third])).toBe(false);
    }
  });
});

describe("a list lacks something", () => {
  test("if an address that was inserted is not there with its type, however the list is cut into regions", () => {
    expect(lacks([both], [first, second])).toBe(false);
    expect(lacks([first, second], [both])).toBe(false);
    expect(lacks([first], [both])).toBe(true);
    expect(lacks([], [first])).toBe(true);
    expect(lacks([first], [])).toBe(false);
    expect(lacks([reserved(first)], [first])).toBe(true);
    expect(lacks([first], [first, reserved(first)])).toBe(true);
  });
});

describe("a list holds what it held and the first of what was inserted", () => {
  const isPrefix = (after: readonly RegionFields[], inserted = [second, third], before = [first]): boolean =>
    isPrefixOfInsertions(
      before,
      inserted,
      after.map((each, object) => ({ ...each, object })),
    );

  test("if that is none, some or all of it, merged or not", () => {
    for (const after of [[first], [both], [first, second], [both, third]]) expect(isPrefix(after)).toBe(true);
    expect(isPrefix([first], [])).toBe(true);
  });

  test("not if an earlier one is left out, something is lost, or something else has come", () => {
    for (const after of [
      [first, third],
      [second],
      [],
      [both, region(0x8000n, 0x9fffn)],
      [both, third, reserved(third)],
    ]) {
      expect(isPrefix(after)).toBe(false);
    }
  });
});

test("the addresses of regions are shown type by type, each once, and without what touches apart", () => {
  expect(addressesOf([reserved(third), second, first, first, reserved(first)])).toEqual([
    { start: 0x1000n, end: 0x2fffn, type: "direct" },
    { start: 0x1000n, end: 0x1fffn, type: "reserved" },
    { start: 0x8000n, end: 0x8fffn, type: "reserved" },
  ]);
  expect(addressesOf([])).toEqual([]);
});
