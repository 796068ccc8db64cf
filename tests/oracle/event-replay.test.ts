/** What the events of a trace tell of objects: who frees, touches and keeps what, and whose it was. */

import { describe, expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { get, region } from "../reference/hand-made.ts";
import {
  callerFrees,
  DONE,
  empty,
  faults,
  frees,
  holding,
  insertAll,
  insertPage,
  kinds,
  makes,
  makesOther,
  meanwhile,
  mergeAll,
  put,
  read,
  scribble,
  shows,
  showsNew,
  tearDown,
  touches,
} from "./memory-happenings.ts";
import type { Happening } from "./observed.ts";

const nic: Happening = [get("nic", "a"), showsNew(1)];
const disk: Happening = [get("disk", "b"), showsNew(2)];
const ask: Step = { do: "ask", predicate: "has-rmrr", device: "nic" };
const freed: Happening = [put("a"), meanwhile(DONE, frees(1))];

describe("a free by the implementation", () => {
  test("of what the list of a put holds is what a put is for", () => {
    expect(faults(nic, disk, freed)).toEqual([]);
    expect(faults(nic, disk, [put("a"), meanwhile(DONE, frees(1, 2))])).toStrictEqual([
      { kind: "frees-other-list", step: 2, object: 2, list: "a", otherList: "b" },
    ]);
  });

  test("of what the list of an insertion holds is merging", () => {
    const group: Happening = [mergeAll("g"), showsNew(3)];
    expect(kinds(group, [insertPage("g"), meanwhile(shows(4), makes(4), frees(3))])).toEqual([]);
    expect(kinds(nic, group, [insertAll("g", "a"), meanwhile(shows(4), makes(4), frees(3))])).toEqual([]);
    expect(faults(nic, group, [insertPage("g"), meanwhile(shows(3), frees(1))])).toStrictEqual([
      { kind: "freed-while-listed", step: 2, object: 1, list: "g", otherList: "a" },
    ]);
  });

  test("of what the list that is inserted holds takes the caller's own", () => {
    const group: Happening = [mergeAll("g"), showsNew(3)];
    expect(faults(nic, group, [insertAll("g", "a"), meanwhile(shows(3), frees(1))])).toStrictEqual([
      { kind: "input-freed", step: 2, object: 1, list: "g", otherList: "a" },
    ]);
    expect(faults(nic, disk, group, [insertAll("g", "a"), meanwhile(shows(3), frees(2))])).toStrictEqual([
      { kind: "freed-while-listed", step: 3, object: 2, list: "g", otherList: "b" },
    ]);
  });

  test("of what a list holds, in any other step, is wrong, its own list included", () => {
    expect(faults(nic, [ask, meanwhile(DONE, frees(1))])).toStrictEqual([
      { kind: "freed-while-listed", step: 1, object: 1, otherList: "a" },
    ]);
    expect(faults(nic, [scribble("a"), meanwhile(shows(1), frees(1))])).toStrictEqual([
      { kind: "freed-while-listed", step: 1, object: 1, list: "a", otherList: "a" },
    ]);
  });

  test("of what no list holds is its own business, until it does so again", () => {
    expect(kinds([ask, meanwhile(DONE, makes(5), frees(5))])).toEqual([]);
    expect(faults([ask, meanwhile(DONE, makes(5), frees(5, 5))])).toStrictEqual([
      { kind: "freed-again", step: 0, object: 5 },
    ]);
    expect(kinds([ask, meanwhile(DONE, makesOther(5), frees(5))], [tearDown, DONE])).toEqual([]);
    expect(kinds([ask, meanwhile(DONE, makes(5), frees(5))], [nic[0], meanwhile(shows(5), makes(5))])).toEqual([]);
  });

  test("comes once: in a put of the list, or later", () => {
    expect(faults(nic, [put("a"), meanwhile(DONE, frees(1, 1))])).toStrictEqual([
      { kind: "freed-twice", step: 1, object: 1, list: "a" },
    ]);
    expect(faults(nic, freed, [tearDown, meanwhile(DONE, frees(1))])).toStrictEqual([
      { kind: "freed-again", step: 2, object: 1 },
    ]);
    // What the caller does twice is no fault of the put.
    expect(kinds(nic, [put("a"), meanwhile(DONE, frees(1), callerFrees(1))])).toEqual(["freed-again 1"]);
  });

  test("is of what was allocated, and not of a region that the caller inserted", () => {
    expect(faults([ask, meanwhile(DONE, frees(9))])).toStrictEqual([{ kind: "freed-unknown", step: 0, object: 9 }]);
    const input = holding("own");
    expect(faults([insertPage("l"), { ...meanwhile(shows(1), makes(1), frees("own")), input }])).toStrictEqual([
      { kind: "input-freed", step: 0, object: "own", list: "l" },
    ]);
    const inserted: Happening = [insertPage("l"), { ...showsNew(1), input }];
    expect(kinds(inserted, [ask, meanwhile(DONE, frees("own", "other"))])).toEqual([
      "input-freed 1",
      "freed-unknown 1",
    ]);
  });
});

describe("a free by the caller", () => {
  test("empties a list, or drops what the caller inserted", () => {
    expect(kinds(nic, disk, [empty("a"), meanwhile(shows(), callerFrees(1))])).toEqual([]);
    expect(kinds(nic, [empty("a"), meanwhile(shows(), callerFrees(1, 9))])).toEqual([]);
  });
});

describe("a touch after free", () => {
  test("is charged to the step and told by its place, if that is known", () => {
    expect(faults(nic, freed, [ask, meanwhile(DONE, touches(1))])).toStrictEqual([
      { kind: "touched-after-free", step: 2, object: 1 },
    ]);
    const placed: TraceEvent = { event: "touch-after-free", object: 1, place: "iommu.c:519" };
    expect(faults(nic, freed, [disk[0], meanwhile(shows(), [placed])])).toStrictEqual([
      { kind: "touched-after-free", step: 2, object: 1, list: "b", message: "iommu.c:519" },
    ]);
  });

  test("of what the list still shows is told by that: to look at it is to touch it", () => {
    const emptied: Happening = [empty("a"), meanwhile(shows(1), callerFrees(1), touches(1))];
    expect(kinds(nic, emptied)).toEqual(["freed-while-listed 1"]);
    expect(kinds(nic, [empty("a"), meanwhile(shows(), callerFrees(1), touches(1))])).toEqual(["touched-after-free 1"]);
    expect(kinds(nic, [empty("a"), meanwhile(shows(3), makes(3), callerFrees(1), touches(1))])).toEqual([
      "touched-after-free 1",
    ]);
  });
});

test("what fails to be allocated, is read where it must not be, or is warned of, does nothing to objects", () => {
  const others = [
    { event: "alloc-failed", kind: "region", maySleep: true, atomic: false },
    { event: "foreign-read", device: "nic", field: "classCode" },
    { event: "warning", message: "list corruption" },
  ] as const;
  expect(kinds([nic[0], meanwhile(shows(1), makes(1), others)], freed)).toEqual([]);
});

describe("what is left when everything is torn down", () => {
  test("is told object by object: memory that is no region, and still alive", () => {
    const start: Happening = [nic[0], meanwhile(shows(1), makes(1), makesOther(0), makesOther("text"), makesOther(-1))];
    expect(faults(start, freed, [tearDown, meanwhile(DONE, frees(-1))])).toStrictEqual([
      { kind: "left-after-tear-down", step: 2, object: 0 },
      { kind: "left-after-tear-down", step: 2, object: "text" },
    ]);
    expect(kinds(start, [tearDown, meanwhile(DONE, frees(0, "text", -1))])).toEqual([]);
  });

  test("is not charged again", () => {
    const touched: Happening = [ask, meanwhile(DONE, makesOther(5), frees(5, 5), makesOther(6))];
    expect(kinds(touched, [tearDown, DONE], [tearDown, DONE])).toEqual(["freed-again 0", "left-after-tear-down 1"]);
  });

  test('takes 5 and "5" for two objects', () => {
    expect(kinds([ask, meanwhile(DONE, makesOther(5), makesOther("5"), frees(5))], [tearDown, DONE])).toEqual([
      "left-after-tear-down 1",
    ]);
  });
});

describe("a list that has changed since it was looked at", () => {
  const changed: Happening = [read("a"), shows(holding(1, region(0n, 0xfffn)))];
  const scribbled: Happening = [scribble("b"), shows(2)];
  /** The kind of the change, and the list whose step is charged. */
  const charged = (...happenings: readonly Happening[]): readonly unknown[] => {
    const { kind, ...rest } = faults(...happenings, changed).at(-1)!;
    return "otherList" in rest ? [kind, rest.otherList] : [kind];
  };

  test("was changed by a write to another list, whatever was done since", () => {
    expect(charged(nic, disk, scribbled, [mergeAll("g"), shows()])).toEqual(["changed-by-write", "b"]);
    expect(charged(nic, disk, [empty("b"), meanwhile(shows(), callerFrees(2))])).toEqual(["changed-by-write", "b"]);
    expect(charged(nic, disk, scribbled, [insertAll("g", "a"), shows()])).toEqual(["changed-by-write", "b"]);
  });

  test("else by being inserted into another", () => {
    expect(charged(nic, disk, [insertAll("g", "a"), shows()], [tearDown, DONE])).toEqual(["input-changed", "g"]);
    expect(charged(nic, disk, [insertAll("g", "b"), shows()], [tearDown, DONE])).toEqual(["changed"]);
  });

  test("else by the last that was done, and not by a look", () => {
    expect(charged(nic)).toEqual(["changed"]);
    expect(charged(nic, disk)).toEqual(["changed", "b"]);
    expect(charged(nic, [mergeAll("g"), showsNew(3)], disk, [read("g"), shows(3)])).toEqual(["changed", "b"]);
    expect(charged(nic, disk, [ask, DONE])).toEqual(["changed"]);
  });

  test("was not changed by what was done before it was looked at last", () => {
    const look: Happening = [read("a"), shows(1)];
    expect(charged(nic, disk, look)).toEqual(["changed"]);
    expect(charged(nic, disk, scribbled, look)).toEqual(["changed"]);
    expect(charged(nic, disk, [insertAll("g", "a"), shows()], look, [tearDown, DONE])).toEqual(["changed"]);
    expect(charged(nic, [scribble("a"), shows(1)])).toEqual(["changed"]);
    expect(charged(nic, [scribble("a"), shows(1)], disk)).toEqual(["changed", "b"]);
  });
});
