import { describe, expect, test } from "vitest";
import type { Profile } from "../../model/profile.ts";
import type { StepResult } from "../../model/trace.ts";
import { memoryFaults } from "../../oracle/list-history.ts";
import type { MemoryFault } from "../../oracle/memory-fault.ts";
import { get, insert, region } from "../reference/hand-made.ts";
import { add, remove } from "./lifecycle-happenings.ts";
import {
  DONE,
  empty,
  faultsUnaccounted,
  holding,
  insertPage,
  kindsUnaccounted,
  meanwhile,
  NIC_AND_DISK,
  PAGE,
  put,
  scribble,
  shows,
  STARVED,
} from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

const OTHER = region(0x8000n, 0x8fffn);
const first: Happening = [get("nic", "a"), shows(1)];
const other: Happening = [get("nic", "b"), shows(holding(2, OTHER))];

describe("a device that is asked again", () => {
  test("gives the same while its first list is alive", () => {
    expect(kindsUnaccounted(first, [get("nic", "b"), shows(2)])).toEqual([]);
    expect(faultsUnaccounted(first, other)).toStrictEqual([
      {
        kind: "unequal-lists",
        step: 1,
        list: "b",
        otherList: "a",
        device: "nic",
        expected: [holding(1)],
        received: [holding(2, OTHER)],
      },
    ]);
  });

  test("gives the same once that was put, too", () => {
    expect(kindsUnaccounted(first, [put("a"), DONE], other)).toEqual(["later-get-differs 2"]);
    expect(kindsUnaccounted(first, [put("a"), DONE], [get("disk", "a"), shows(3)], other)).toEqual([
      "later-get-differs 3",
    ]);
  });

  test("gives the same after any list was written to", () => {
    expect(kindsUnaccounted(first, [scribble("a"), shows(1)], other)).toEqual(["later-get-changed 2"]);
    expect(kindsUnaccounted(first, [empty("a"), shows()], other)).toEqual(["later-get-changed 2"]);
    expect(kindsUnaccounted([insertPage("l"), shows(7)], [scribble("l"), shows(7)], first, other)).toEqual([
      "unequal-lists 3",
    ]);
    expect(kindsUnaccounted(first, other, [scribble("a"), shows(1)])).toEqual(["unequal-lists 1"]);
  });

  test("is compared with the latest time", () => {
    expect(kindsUnaccounted(first, other, [get("nic", "c"), shows(holding(3, OTHER))])).toEqual(["unequal-lists 1"]);
    expect(kindsUnaccounted(first, other, [get("nic", "c"), shows(3)])).toEqual(["unequal-lists 1", "unequal-lists 2"]);
  });

  test("is compared only with itself, and only while the same functions are present", () => {
    expect(kindsUnaccounted(first, [get("disk", "b"), shows(holding(2, OTHER))])).toEqual([]);
    expect(kindsUnaccounted(first, [remove("disk"), DONE], other)).toEqual([]);
    expect(kindsUnaccounted(first, [remove("disk"), DONE], [add("disk"), DONE], other)).toEqual([]);
    expect(kindsUnaccounted(first, [remove("disk"), DONE], other, [get("nic", "c"), shows(3)])).toEqual([
      "unequal-lists 3",
    ]);
  });

  test("is compared where all of its list was seen", () => {
    const [step, { regions = [] }] = other;
    const parts: readonly StepResult[] = [
      { status: "ok" },
      { status: "ok", regions, endless: true },
      { status: "no-memory", regions },
      { status: "refused", regions },
      meanwhile({ status: "ok", regions }, STARVED),
    ];
    for (const part of parts) {
      const found = (...happenings: readonly Happening[]): readonly string[] =>
        kindsUnaccounted(...happenings).filter((kind) => !kind.startsWith("endless"));
      expect(found(first, [step, part])).toEqual([]);
      expect(found([step, part], first)).toEqual([]);
      expect(found(first, [step, part], [get("nic", "c"), shows(3)])).toEqual([]);
    }
    const event = { event: "warning", message: "careful" } as const;
    expect(kindsUnaccounted(first, [step, meanwhile({ status: "ok", regions }, [event])])).toEqual(["unequal-lists 1"]);
  });

  test("gives the same types where the profile compares them", () => {
    const relaxable = holding(2, { ...PAGE, type: "direct-relaxable" });
    const faults = (switches: Partial<Profile>): readonly MemoryFault[] =>
      memoryFaults(observed(NIC_AND_DISK, [first, [get("nic", "b"), shows(relaxable)]], switches));
    expect(faults({ compareType: "yes" })).toHaveLength(1);
    expect(faults({ compareType: "no" })).toEqual([]);
  });
});

describe("two living lists of one device", () => {
  const shared = (...happenings: readonly Happening[]): readonly unknown[] =>
    faultsUnaccounted(...happenings).filter(({ kind }) => kind === "shared-object");

  test("share no object", () => {
    expect(shared(first, [get("nic", "b"), shows(2)])).toEqual([]);
    expect(shared([get("nic", "a"), shows(1, 2)], [get("nic", "b"), shows(3, 2)])).toStrictEqual([
      { kind: "shared-object", step: 1, list: "b", otherList: "a", device: "nic", object: 2, received: [holding(2)] },
    ]);
  });

  test("and of more than two, the first that shares one is told", () => {
    expect(shared(first, [get("nic", "b"), shows(2)], [get("nic", "c"), shows(2, 1)])).toMatchObject([
      { list: "c", otherList: "a", object: 1 },
    ]);
    expect(shared(first, [get("nic", "b"), shows(2)], [get("nic", "c"), shows(2)])).toMatchObject([
      { list: "c", otherList: "b", object: 2 },
    ]);
  });

  test("are two, both alive, and both of that device", () => {
    expect(shared(first, [put("a"), DONE], [get("nic", "b"), shows(1)])).toEqual([]);
    expect(shared(first, [put("a"), DONE], [get("nic", "a"), shows(1)])).toEqual([]);
    expect(shared(first, [get("disk", "b"), shows(1)])).toEqual([]);
    // The label of a list that was put may stand for one of another device, or for one that somebody made.
    expect(shared(first, [put("a"), DONE], [get("disk", "a"), shows(1)], [get("nic", "b"), shows(1)])).toEqual([]);
    expect(shared(first, [put("a"), DONE], [insert("a", PAGE), shows(1)], [get("nic", "b"), shows(1)])).toEqual([]);
    expect(shared(first, [get("nic", "b"), DONE])).toEqual([]);
  });
});
