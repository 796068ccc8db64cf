import { expect, test } from "vitest";
import type { RegionFields } from "../../model/region.ts";
import { sameInAnotherOrder } from "../../oracle/same-insertions.ts";
import { region } from "../reference/hand-made.ts";

const [one, two, three] = [1n, 2n, 3n].map((page) => region(page * 0x1000n, page * 0x1000n + 0xfffn)) as [
  RegionFields,
  RegionFields,
  RegionFields,
];
const reserved: RegionFields = { ...one, type: "reserved" };

test("insertions in another order are the same", () => {
  expect(sameInAnotherOrder([one, two, three], [three, one, two])).toBe(true);
  expect(sameInAnotherOrder([one, reserved], [reserved, one])).toBe(true);
});

test("how often something is inserted makes no difference", () => {
  expect(sameInAnotherOrder([one, two, one], [two, one])).toBe(true);
  expect(sameInAnotherOrder([one], [one, one])).toBe(true);
  expect(sameInAnotherOrder([one, one, two, two, two], [one, two])).toBe(true);
});

test("the same order is no other one", () => {
  expect(sameInAnotherOrder([one, two], [one, two])).toBe(false);
  expect(sameInAnotherOrder([], [])).toBe(false);
});

test("nor are insertions of something else, or of less", () => {
  expect(sameInAnotherOrder([one, two], [three, one])).toBe(false);
  expect(sameInAnotherOrder([one, two, three], [three, one])).toBe(false);
  expect(sameInAnotherOrder([three, one], [one, two, three])).toBe(false);
  expect(sameInAnotherOrder([one], [reserved])).toBe(false);
  expect(sameInAnotherOrder([one], [{ ...one, end: 0x1ffen }])).toBe(false);
  expect(sameInAnotherOrder([], [one])).toBe(false);
  expect(sameInAnotherOrder([one], [])).toBe(false);
});
