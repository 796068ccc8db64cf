import { describe, expect, test } from "vitest";
import { LINUX_5_3_PROFILE, LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { MAXIMUM_ADDRESS, REGION_TYPES, type RegionFields, type RegionType } from "../../model/region.ts";
import { isMerged, mergeFaults } from "../../oracle/compare-merge.ts";
import { MergeExpectation } from "../../oracle/merge-expectation.ts";
import { region } from "../reference/hand-made.ts";

const TOP = MAXIMUM_ADDRESS;

/** Regions in few words: `"0..9, 20..29 reserved"`; without a type they are direct; `top-3` is near the end. */
function parse(text: string): readonly RegionFields[] {
  return text
    .split(", ")
    .filter((one) => one !== "")
    .map((one) => {
      const [range = "", type = "direct"] = one.split(" ");
      const [start = "", end = ""] = range.split("..");
      return region(address(start), address(end), type as RegionType);
    });
}

function address(text: string): bigint {
  return text.startsWith("top") ? TOP - BigInt(text.slice("top-".length) || 0) : BigInt(text);
}

const listed = (text: string): readonly (RegionFields & { readonly object: number })[] =>
  parse(text).map((fields, object) => ({ ...fields, object }));

function expectationOf(inserted: string, profile: Profile = LINUX_PROFILE): MergeExpectation {
  const expectation = new MergeExpectation(profile.mergesAdjacent !== "no");
  for (const each of parse(inserted)) expectation.insert(each);
  return expectation;
}

function merged(inserted: string, list: string, ordersTypes: boolean = true): boolean {
  return isMerged(
    listed(list),
    expectationOf(inserted),
    ordersTypes,
    REGION_TYPES.map(() => 7),
  );
}

/** What is wrong with a list after insertions, where regions of one type meet unless said otherwise. */
function faults(inserted: string, list: string, profile: Profile = LINUX_PROFILE, meet = true): readonly string[] {
  return mergeFaults(listed(list), expectationOf(inserted, profile), profile, meet);
}

const EITHER: Profile = { ...LINUX_PROFILE, mergesAdjacent: "either" };
const ANY_ORDER: Profile = { ...LINUX_PROFILE, listOrder: "any" };

describe("a list is as it has to be", () => {
  test("if it has what was inserted, joined, in the order of starts and types", () => {
    expect(merged("", "")).toBe(true);
    expect(merged("20..29, 0..9, 5..12, 0..3 reserved", "0..12, 0..3 reserved, 20..29")).toBe(true);
  });

  test("not if an interval is missing, at hand twice, longer or shorter", () => {
    expect(merged("0..9, 20..29", "0..9")).toBe(false);
    expect(merged("0..9, 20..29", "20..29")).toBe(false);
    expect(merged("0..9", "0..9, 0..9")).toBe(false);
    expect(merged("0..9", "")).toBe(false);
    expect(merged("", "0..9")).toBe(false);
    expect(merged("0..9", "0..8")).toBe(false);
    expect(merged("1..9", "0..9")).toBe(false);
    expect(merged("0..9", "0..9 reserved")).toBe(false);
  });

  test("not if types are out of order, where their order counts", () => {
    expect(merged("0..9, 0..3 reserved", "0..3 reserved, 0..9")).toBe(false);
    expect(merged("5..9, 0..3 reserved", "5..9, 0..3 reserved")).toBe(false);
    expect(merged("0..9, 0..3 reserved", "0..3 reserved, 0..9", false)).toBe(true);
    expect(merged("5..9, 0..3 reserved", "5..9, 0..3 reserved", false)).toBe(true);
    expect(merged("0..9, 20..29", "20..29, 0..9", false)).toBe(false);
  });
});

describe("what is wrong with a list", () => {
  test("is nothing, if it holds what it has to", () => {
    expect(faults("20..29, 0..9, 5..12, 0..3 reserved", "0..12, 0..3 reserved, 20..29")).toEqual([]);
    expect(faults("", "")).toEqual([]);
  });

  test.each([
    ["out-of-order", "0..9, 20..29", "20..29, 0..9"],
    ["out-of-order", "5..9, 1..2 reserved", "5..9, 1..2 reserved"],
    ["tie-out-of-order", "1..9, 1..5 reserved", "1..5 reserved, 1..9"],
    ["overlap", "1..9, 5..14", "1..9, 5..14"],
    ["overlap", "1..9, 9..14", "1..9, 9..14"],
    ["overlap", "1..9, 1..14", "1..9, 1..14"],
    ["overlap", "1..9, 3..9", "1..9, 3..9"],
    ["duplicate", "1..9, 3..5", "1..9, 1..9"],
    // Its pieces touch inside of a region of another type: that one is not split.
    ["kept-apart", "1..4, 5..9, 3..7 reserved", "1..4, 3..7 reserved, 5..9"],
    ["split", "1..9", "1..4, 5..9"],
    ["split", "1..9, 2..8", "1..8, 9..9"],
    ["kept-apart", "1..9, 10..14", "1..9, 10..14"],
    ["not-a-range", "1..9", "1..9, 20..18"],
    ["not-a-range", "1..9", "1..9, 5..3"],
    ["addresses-lost", "1..9, 3..5 reserved", "1..9"],
    ["addresses-lost", "1..9, 12..14", "1..9"],
    ["addresses-lost", "1..9", "1..8"],
    ["addresses-lost", "1..9, 20..29", "1..9, 21..29"],
    ["addresses-added", "1..9", "1..10"],
    ["addresses-added", "1..9", "0..9"],
    ["addresses-added", "1..9, 12..14", "1..14"],
    ["addresses-added", "1..9", "1..9, 20..29 reserved"],
    ["addresses-added", "1..9, 20..29 reserved", "1..9, 1..9 reserved, 20..29 reserved"],
    ["joined-across-types", "1..9, 10..14 reserved", "1..14"],
    ["joined-across-types", "5..9, 1..4 reserved", "1..9"],
    ["joined-across-types", "1..9, 5..14 reserved", "1..14"],
  ] as const)("is %s, if %s becomes %s", (kind, inserted, list) => {
    expect(faults(inserted, list)).toEqual([kind]);
  });

  test("is an overlap for every region that begins before all before it have ended", () => {
    expect(faults("1..20, 3..5, 10..12", "1..20, 3..5, 10..12")).toEqual(["overlap", "overlap"]);
    expect(faults("1..9, 5..14, 12..20", "1..9, 5..14, 12..20")).toEqual(["overlap", "overlap"]);
    expect(faults("1..9, 5..9", "1..9, 5..9, 5..9")).toEqual(["overlap", "overlap"]);
    for (const list of ["1..9, 1..9, 1..14", "1..9, 1..14, 1..9", "1..14, 1..9, 1..9"]) {
      expect(faults("1..9, 5..14", list)).toEqual(["duplicate", "overlap"]);
    }
    expect(faults("1..9, 10..14", "10..14, 1..9", ANY_ORDER)).toEqual(["kept-apart"]);
  });

  test("is charged where it begins: what one type took from another is not lost there", () => {
    expect(faults("1..9, 10..14 reserved, 20..29 reserved", "1..14")).toEqual([
      "joined-across-types",
      "addresses-lost",
    ]);
    expect(faults("1..9, 10..14 reserved", "1..16")).toEqual(["addresses-added", "joined-across-types"]);
    expect(faults("1..9, 10..14 reserved", "10..14 reserved, 10..14")).toContain("addresses-lost");
  });

  test("is a repetition, if no regions of a type meet", () => {
    expect(faults("1..9", "1..9, 1..9", LINUX_PROFILE, false)).toEqual(["repeated"]);
    expect(faults("1..9", "1..9, 5..9", LINUX_PROFILE, false)).toEqual(["repeated"]);
    expect(faults("1..9", "1..4, 5..9", LINUX_PROFILE, false)).toEqual(["split"]);
  });

  test("is not the order of types, where each type has its own, nor any order, where none is said", () => {
    expect(faults("5..9, 1..2 reserved", "5..9, 1..2 reserved", LINUX_5_3_PROFILE)).toEqual([]);
    expect(faults("1..9, 1..5 reserved", "1..5 reserved, 1..9", LINUX_5_3_PROFILE)).toEqual([]);
    expect(faults("0..9, 20..29", "20..29, 0..9", LINUX_5_3_PROFILE)).toEqual(["out-of-order"]);
    expect(faults("0..9, 20..29, 10..12 msi", "20..29, 10..12 msi, 0..9", LINUX_5_3_PROFILE)).toEqual(["out-of-order"]);
    expect(faults("0..9, 20..29, 0..3 msi", "20..29, 0..3 msi, 0..9", ANY_ORDER)).toEqual([]);
  });

  test("is being joined, where touching regions stay apart, and neither where they may", () => {
    expect(faults("1..9, 10..14", "1..14", LINUX_5_3_PROFILE)).toEqual(["joined"]);
    expect(faults("1..9, 10..14", "1..9, 10..14", LINUX_5_3_PROFILE)).toEqual([]);
    expect(faults("1..9, 12..14", "1..14", LINUX_5_3_PROFILE)).toEqual(["addresses-added"]);
    expect(faults("1..9, 10..14, 20..22", "1..14, 20..22", LINUX_5_3_PROFILE)).toEqual(["joined"]);
    for (const list of ["1..14", "1..9, 10..14"]) expect(faults("1..9, 10..14", list, EITHER)).toEqual([]);
  });

  test("has other names at the ends of the address space, if an inserted region reaches them", () => {
    expect(faults("top-9..top, top-5..top-2", "top-9..top, top-5..top-2")).toEqual(["overlap-at-the-end"]);
    expect(faults("top-9..top-2, top-5..top", "top-9..top-2, top-5..top")).toEqual(["overlap-at-the-end"]);
    expect(faults("top..top, 1..9, 5..14", "1..9, 5..14, top..top")).toEqual(["overlap"]);
    expect(faults("top-9..top-5, top-4..top", "top-9..top-5, top-4..top")).toEqual(["kept-apart-at-the-end"]);
    expect(faults("1..9, 10..14, top..top", "1..9, 10..14, top..top")).toEqual(["kept-apart"]);
    expect(faults("0..4, 8..9", "8..9")).toEqual(["lost-at-the-end"]);
    expect(faults("0..4, 8..9", "0..4")).toEqual(["addresses-lost"]);
    expect(faults("top-9..top", "top-9..top-1")).toEqual(["lost-at-the-end"]);
    expect(faults("top-9..top", "top-8..top")).toEqual(["addresses-lost"]);
    expect(faults("0..4 reserved, 8..9", "0..4, 0..4 reserved, 8..9")).toEqual(["added-at-the-end"]);
    expect(faults("1..9", "0..9")).toEqual(["addresses-added"]);
    expect(faults("1..9", "1..9, top-2..top")).toEqual(["addresses-added"]);
    expect(faults("1..9", "1..9, top-3..top, top-2..top")).toEqual(["addresses-added", "addresses-added", "overlap"]);
    expect(faults("top..top reserved, 1..9", "1..9, top-2..top, top..top reserved")).toEqual(["added-at-the-end"]);
  });
});
