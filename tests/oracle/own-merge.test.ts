import { describe, expect, test } from "vitest";
import { LINUX_5_3_PROFILE, type Profile } from "../../model/profile.ts";
import type { RegionFields } from "../../model/region.ts";
import type { StepResult } from "../../model/trace.ts";
import { otherwiseMerged } from "../../oracle/own-merge.ts";
import { seenGroupLists } from "../../oracle/group-lists.ts";
import { get, insert, region } from "../reference/hand-made.ts";
import { DIRECT, group, lists, NIC_AND_USB, OF_LATE, OWN, RELAXABLE, STRANGE, WINDOW } from "./group-happenings.ts";
import { add, remove } from "./lifecycle-happenings.ts";
import { DECLINED, DONE, empty, insertAll, put, read, scribble } from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

const MERGED = [DIRECT, RELAXABLE, OWN, WINDOW];
const nic: Happening = [get("nic", "a"), lists(DIRECT, WINDOW)];
const usb: Happening = [get("usb", "b"), lists(RELAXABLE, OWN, WINDOW)];
const first: Happening = [insertAll("m", "a"), lists(DIRECT, WINDOW)];
const second: Happening = [insertAll("m", "b"), lists(...MERGED)];
const merged: readonly Happening[] = [nic, usb, first, second];
/** A list of the group in which the window is missing. */
const otherwise: Happening = [group(), lists(DIRECT, RELAXABLE, OWN)];

/** The fault of the last group list, if it is another than the implementation made step by step. */
function faultOf(
  happenings: readonly Happening[],
  switches: Partial<Profile> = {},
): ReturnType<typeof otherwiseMerged> {
  const seen = observed(NIC_AND_USB, happenings, switches);
  return otherwiseMerged(seen, seenGroupLists(seen).at(-1)!);
}

function differs(happenings: readonly Happening[], switches: Partial<Profile> = {}): boolean {
  return faultOf(happenings, switches) !== undefined;
}

describe("a group list", () => {
  test("is what comes of inserting the list of one member after the other", () => {
    expect(faultOf([...merged, [group(), lists(...MERGED)]])).toBeUndefined();
    expect(faultOf([...merged, otherwise])).toEqual({
      kind: "otherwise-merged",
      step: 4,
      list: "g",
      otherList: "m",
      expected: lists(...MERGED).regions,
      received: lists(DIRECT, RELAXABLE, OWN).regions,
    });
    expect(differs([otherwise, ...merged])).toBe(true);
  });

  test("is in the same order, where the profile says what order that is", () => {
    const reversed: Happening = [group(), lists(...MERGED.toReversed())];
    expect(differs([...merged, reversed])).toBe(true);
    expect(differs([...merged, reversed], { listOrder: "any" })).toBe(false);
    expect(differs([...merged, otherwise], { listOrder: "any" })).toBe(true);
    expect(differs([...merged, reversed], { listOrder: LINUX_5_3_PROFILE.listOrder })).toBe(false);
  });

  test("has the same ranges and types, whatever the protections", () => {
    const last = (fields: Partial<RegionFields>): Happening => [
      group(),
      lists(DIRECT, RELAXABLE, OWN, { ...WINDOW, ...fields }),
    ];
    expect(differs([...merged, last({ protection: 3 })])).toBe(false);
    for (const fields of [{ start: WINDOW.start + 1n }, { end: WINDOW.end + 1n }, { type: "reserved" }] as const) {
      expect(differs([...merged, last(fields)])).toBe(true);
      expect(differs([...merged, last(fields)], { listOrder: "any" })).toBe(true);
    }
    expect(differs([...merged, [group(), lists(...MERGED, STRANGE)]])).toBe(true);
  });

  test("is compared with whichever list has been made so, if there are several", () => {
    const again: readonly Happening[] = [
      [insertAll("n", "b"), lists(RELAXABLE, OWN, WINDOW)],
      [insertAll("n", "a"), lists(DIRECT, RELAXABLE, OWN)],
    ];
    expect(faultOf([...merged, ...again, otherwise])?.otherList).toBe("m");
    expect(faultOf([...merged, ...again, [group(), lists(...MERGED)]])?.otherList).toBe("n");
  });
});

describe("it is not compared with a list", () => {
  const cases: Readonly<Record<string, readonly Happening[]>> = {
    "of fewer devices": [nic, first],
    "of other devices": [
      [add("late"), DONE],
      nic,
      [get("late", "c"), lists(OF_LATE)],
      first,
      [insertAll("m", "c"), lists()],
    ],
    "into which something else was inserted": [...merged, [insert("m", STRANGE), lists(...MERGED, STRANGE)]],
    "into which something else was inserted first": [nic, usb, [insert("m", STRANGE), lists(STRANGE)], first, second],
    "of which an insertion was declined": [nic, usb, [first[0], DECLINED], second],
    "of which an insertion ran out of memory": [nic, usb, [first[0], { ...lists(), status: "no-memory" }], second],
    "that has no end": [nic, usb, first, [second[0], { ...lists(...MERGED), endless: true }]],
    "that was not shown": [nic, usb, first, [second[0], DONE]],
    "that the group's list itself begins": [nic, usb, [group("one", "m"), lists(DIRECT, WINDOW)], first, second],
    "into which a list went that nobody got": [
      nic,
      usb,
      [insert("x", STRANGE), lists(STRANGE)],
      first,
      [insertAll("m", "x"), lists()],
      second,
    ],
    "into which a list went that is not there": [nic, usb, [insertAll("m", "x"), lists()], first, second],
    "into which a list went that was put": [nic, [put("a"), DONE], usb, first, second],
    "into which a list went of a device that nobody knows": [
      nic,
      usb,
      [get("ghost", "x"), lists()],
      [insertAll("m", "x"), lists()],
      first,
      second,
    ],
    "into which a list went that was overwritten": [nic, [scribble("a"), lists(STRANGE)], usb, first, second],
    "into which a list went that was emptied": [nic, usb, [empty("b"), lists()], first, second],
    "into which a list went that holds more than was got": [
      nic,
      [insert("a", STRANGE), lists(DIRECT, STRANGE)],
      usb,
      first,
      second,
    ],
    "into which a list went that was not seen": [[nic[0], DONE], usb, first, second],
    "into which a list went for which memory ran out": [
      [nic[0], { ...lists(), status: "no-memory" }],
      usb,
      first,
      second,
    ],
    "that was emptied meanwhile": [nic, usb, first, [empty("m"), lists()], second],
    "that was emptied in the end, and begun again": [...merged, [empty("m"), lists()], first],
  };

  test.each(Object.entries(cases))("%s", (_, happenings) => {
    expect(differs([...merged, otherwise])).toBe(true);
    expect(differs([...happenings, otherwise])).toBe(false);
  });

  test("of more devices than it has members", () => {
    const one: Happening = [group("one"), lists(WINDOW)];
    expect(differs([nic, first, one])).toBe(true);
    expect(differs([...merged, one])).toBe(false);
  });

  test("of a time when others were there, at the get, the insertion or the merge", () => {
    for (const at of [0, 1, 2, 3, 4]) {
      const late: readonly Happening[] = [[add("late"), DONE]];
      const changed = [...merged.slice(0, at), ...late, ...merged.slice(at), otherwise];
      expect(differs(changed)).toBe(at === 0);
    }
    const back: readonly Happening[] = [
      [add("late"), DONE],
      [remove("late"), DONE],
    ];
    expect(differs([...merged, ...back, otherwise])).toBe(false);
  });
});

test("what becomes of the lists afterwards, or before they are filled, is not asked", () => {
  const later: readonly Happening[] = [
    [scribble("a"), lists()],
    [empty("m"), lists()],
    [read("b"), lists(region(0n, 0xfffn))],
  ];
  expect(differs([...merged, ...later, otherwise])).toBe(true);
  expect(differs([nic, [put("a"), DONE], nic, usb, first, second, otherwise])).toBe(true);
  const strange: StepResult = lists(STRANGE);
  const other: readonly Happening[] = [
    [get("nic", "c"), strange],
    [scribble("c"), strange],
  ];
  expect(differs([...other, ...merged, otherwise])).toBe(true);
  expect(differs([[get("nic", "c"), DONE], ...merged, otherwise])).toBe(true);
});
