import { describe, expect, test } from "vitest";
import { MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import type { StepResult } from "../../model/trace.ts";
import type { AllocationFault } from "../../oracle/allocation-fault.ts";
import { allocationFaults } from "../../oracle/allocation-history.ts";
import { get, insert, region } from "../reference/hand-made.ts";
import {
  DECLINED,
  DONE,
  FAILED,
  holding,
  insertAll,
  meanwhile,
  mergeAll,
  NIC_AND_DISK,
  PAGE,
  put,
  read,
  shows,
  STARVED,
} from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

const OTHER = region(0x8000n, 0x8fffn);
const msi: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };

/** A list is shown, object by object from 0. */
function has(...regions: readonly RegionFields[]): StepResult {
  return shows(...regions.map((each, object) => holding(object, each)));
}

/** As shown in a witness. */
function seen(...regions: readonly RegionFields[]): readonly RegionFields[] {
  return has(...regions).regions!;
}

/** An allocation of the step failed, and that was said. */
function starved(result: StepResult): StepResult {
  return { ...meanwhile(result, STARVED), status: "no-memory" };
}

/** An allocation of the step failed, and nothing was said. */
function silently(result: StepResult): StepResult {
  return meanwhile(result, STARVED);
}

function saysNoMemory(result: StepResult): StepResult {
  return { ...result, status: "no-memory" };
}

function faults(...happenings: readonly Happening[]): readonly AllocationFault[] {
  return allocationFaults(observed(NIC_AND_DISK, happenings, {}, true));
}

function kinds(...happenings: readonly Happening[]): readonly string[] {
  return faults(...happenings).map(({ kind, step }) => `${kind} ${step}`);
}

const insertPage = insert("l", PAGE);
const insertOther = insert("l", OTHER);
const nic = get("nic", "a");
const group = mergeAll("g");
/** A get that fails as it may. */
const fails: Happening = [nic, starved(has(PAGE))];

describe("an insertion that ran out of memory", () => {
  test("leaves the list as it was", () => {
    const held: Happening = [insertPage, has(PAGE)];
    expect(kinds(held, [insertOther, starved(has(PAGE))])).toEqual([]);
    expect(kinds([insertPage, starved(has())])).toEqual([]);
    expect(faults(held, [insertOther, starved(has(PAGE, OTHER))])).toStrictEqual([
      {
        kind: "list-changed",
        request: "insert",
        step: 1,
        list: "l",
        expected: seen(PAGE),
        received: seen(PAGE, OTHER),
      },
    ]);
    expect(kinds(held, [insertOther, starved(has())])).toEqual(["list-changed 1"]);
    expect(kinds([insertPage, starved(has(PAGE))])).toEqual(["list-changed 0"]);
    expect(kinds(held, [insertAll("m", "l"), starved(has(PAGE))])).toEqual(["list-changed 1"]);
  });

  test("inserts all the same, or says that it did not", () => {
    const held: Happening = [insertPage, has(PAGE)];
    expect(kinds(held, [insertOther, silently(has(PAGE, OTHER))])).toEqual([]);
    expect(faults(held, [insertOther, silently(has(PAGE))])).toStrictEqual([
      {
        kind: "insert-not-reported",
        request: "insert",
        step: 1,
        list: "l",
        expected: [
          { start: 0x1000n, end: 0x1fffn, type: "direct" },
          { start: 0x8000n, end: 0x8fffn, type: "direct" },
        ],
        received: seen(PAGE),
      },
    ]);
    expect(kinds(held, [insertOther, silently(has())])).toEqual(["list-changed 1"]);
    expect(kinds(held, [insertOther, silently(has(PAGE, region(0x9000n, 0x9fffn)))])).toEqual(["list-changed 1"]);
  });

  test("of several regions stops at the one for which there is none", () => {
    const list: Happening = [nic, has(PAGE, OTHER, msi)];
    const held: Happening = [insert("l", region(0n, 0xfffn)), has(region(0n, 0xfffn))];
    const inserted = (result: StepResult): readonly AllocationFault[] =>
      faults(list, held, [insertAll("l", "a"), result]);
    const before = region(0n, 0xfffn);
    for (const left of [[before], [before, PAGE], [before, PAGE, OTHER], [before, PAGE, OTHER, msi]]) {
      expect(inserted(starved(has(...left)))).toEqual([]);
    }
    expect(inserted(starved(has(before, OTHER)))).toStrictEqual([
      {
        kind: "not-a-prefix",
        request: "insert-all-of",
        step: 2,
        list: "l",
        expected: seen(before),
        received: seen(before, OTHER),
      },
    ]);
    expect(inserted(silently(has(before, PAGE))).map(({ kind }) => kind)).toEqual(["insert-not-reported"]);
  });

  test("is not judged where it is not known what was in a list, or was to be put into it", () => {
    const endless: StepResult = { ...has(PAGE), endless: true };
    for (const unknown of [DONE, DECLINED, endless, { ...FAILED, regions: [] }, { ...DECLINED, regions: [] }]) {
      expect(kinds([insertPage, unknown], [insertOther, starved(has(OTHER))])).toEqual([]);
      expect(kinds([nic, unknown], [insertAll("l", "a"), starved(has(OTHER))])).toEqual([]);
      const result: StepResult = { ...unknown, events: STARVED };
      expect(kinds([insertPage, has()], [insertOther, result], [read("l"), has()])).toEqual([]);
    }
    expect(kinds([insertAll("l", "nowhere"), starved(has(OTHER))])).toEqual([]);
  });

  test("into a list with the label of one that was put finds an empty one", () => {
    const gone: readonly Happening[] = [
      [insertPage, has(PAGE)],
      [put("l"), DONE],
    ];
    expect(kinds(...gone, [insertOther, starved(has())])).toEqual([]);
    expect(kinds(...gone, [insertOther, starved(has(PAGE))])).toEqual(["list-changed 2"]);
  });

  test("goes by the latest look at the list", () => {
    expect(kinds([insertPage, has(PAGE)], [read("l"), has(OTHER)], [insertPage, starved(has(OTHER))])).toEqual([]);
  });
});

describe("a group's list for which memory ran out", () => {
  test("holds nothing that no member is due", () => {
    expect(kinds([group, starved(has(PAGE))])).toEqual([]);
    expect(faults([group, starved(has(PAGE, OTHER))])).toStrictEqual([
      {
        kind: "foreign-addresses",
        request: "group",
        step: 0,
        list: "g",
        received: [{ start: 0x8000n, end: 0x8fffn }],
      },
    ]);
  });

  test("is complete, or that it is not is said", () => {
    expect(kinds([group, silently(has(PAGE, msi))])).toEqual([]);
    expect(faults([group, silently(has(PAGE))])).toStrictEqual([
      {
        kind: "group-not-reported",
        request: "group",
        step: 0,
        list: "g",
        expected: [{ start: MSI_WINDOW.start, end: MSI_WINDOW.end }],
        received: seen(PAGE),
      },
    ]);
  });
});

describe("a get that ran out of memory", () => {
  test("is charged with what it leaves", () => {
    expect(faults([nic, starved(has(OTHER))])).toStrictEqual([
      { kind: "foreign-region", request: "get", step: 0, list: "a", device: "nic", received: seen(OTHER) },
    ]);
  });

  test("of a device that the platform does not have is not judged", () => {
    expect(kinds([get("ghost", "a"), starved(has(OTHER))], [get("ghost", "b"), starved(has(OTHER))])).toEqual([]);
  });
});

describe("a request for which there is memory", () => {
  test("is not said to lack it, once another one did", () => {
    expect(faults(fails, [insertPage, saysNoMemory(has())])).toStrictEqual([
      { kind: "no-memory-afterwards", request: "insert", step: 1, list: "l" },
    ]);
    expect(kinds([insertPage, saysNoMemory(has())], fails)).toEqual([]);
    expect(kinds(fails, [insertPage, { ...has(), status: "refused" }])).toEqual([]);
  });

  test("gives all that is due if it had failed before: a get", () => {
    const again = (result: StepResult, device = "nic"): readonly AllocationFault[] =>
      faults(fails, [get(device, "b"), result]);
    expect(again(has(PAGE, msi))).toEqual([]);
    expect(again(has(msi))).toStrictEqual([
      {
        kind: "lost-afterwards",
        request: "get",
        step: 1,
        list: "b",
        device: "nic",
        expected: [{ start: 0x1000n, end: 0x1fffn }],
        received: seen(msi),
      },
    ]);
    expect(again(has(msi), "disk")).toEqual([]);
    expect(again({ ...has(msi), status: "refused" })).toEqual([]);
    expect(again({ ...has(msi), endless: true })).toEqual([]);
  });

  test("need not give what it never gave: a get", () => {
    const lacks = has(msi);
    const [before, after]: readonly Happening[] = [
      [get("nic", "b"), lacks],
      [get("nic", "c"), lacks],
    ];
    expect(kinds(before!, fails, after!)).toEqual([]);
    expect(kinds([get("disk", "b"), lacks], fails, after!)).toEqual(["lost-afterwards 2"]);
    expect(kinds([get("nic", "b"), has(PAGE, msi)], fails, after!)).toEqual(["lost-afterwards 2"]);
    expect(kinds(fails, before!, after!)).toEqual(["lost-afterwards 1", "lost-afterwards 2"]);
  });

  test("gives all that is due if it had failed before: an insertion", () => {
    const before: readonly Happening[] = [
      [insertPage, has(PAGE)],
      [insertOther, starved(has(PAGE))],
    ];
    expect(kinds(...before, [insert("l", OTHER), has(PAGE, OTHER)])).toEqual([]);
    expect(faults(...before, [insert("l", OTHER), has(PAGE)])).toStrictEqual([
      {
        kind: "lost-afterwards",
        request: "insert",
        step: 2,
        list: "l",
        expected: [
          { start: 0x1000n, end: 0x1fffn, type: "direct" },
          { start: 0x8000n, end: 0x8fffn, type: "direct" },
        ],
        received: seen(PAGE),
      },
    ]);
    // Another list, or another region, is another request.
    expect(kinds(...before, [insert("m", OTHER), has()])).toEqual([]);
    for (const other of [region(0x8000n, 0x9fffn), region(0x7000n, 0x8fffn), { ...OTHER, type: "reserved" } as const]) {
      expect(kinds(...before, [insert("l", other), has(PAGE)])).toEqual([]);
    }
    expect(kinds(...before, [put("l"), DONE], [insertOther, has(OTHER)])).toEqual([]);
    expect(kinds(...before, [read("l"), DONE], [insertOther, has()])).toEqual([]);
  });

  test("gives all that is due if it had failed before: the insertion of a list", () => {
    const all = insertAll("l", "a");
    const before: readonly Happening[] = [
      [nic, has(PAGE, OTHER)],
      [all, starved(has(PAGE))],
    ];
    expect(kinds(...before, [all, has(PAGE, OTHER)])).toEqual([]);
    expect(kinds(...before, [all, has(PAGE)])).toEqual(["lost-afterwards 2"]);
    expect(kinds(...before, [insertAll("m", "a"), has(PAGE)])).toEqual([]);
    expect(kinds(...before, [get("disk", "b"), has(OTHER)], [insertAll("l", "b"), has(PAGE)])).toEqual([]);
    expect(kinds(...before, [read("a"), DONE], [all, has()])).toEqual([]);
    expect(kinds(...before, [put("l"), DONE], [all, has(PAGE)])).toEqual(["lost-afterwards 3"]);
    expect(kinds(...before, [put("a"), DONE], [all, has()])).toEqual([]);
  });

  test("gives all that is due if it had failed before: a group", () => {
    const before: Happening = [group, starved(has())];
    expect(kinds(before, [mergeAll("h"), has(PAGE, msi)])).toEqual([]);
    expect(faults(before, [mergeAll("h"), has(PAGE)])).toStrictEqual([
      {
        kind: "lost-afterwards",
        request: "group",
        step: 1,
        list: "h",
        expected: [{ start: MSI_WINDOW.start, end: MSI_WINDOW.end }],
        received: seen(PAGE),
      },
    ]);
    expect(kinds(before, [{ do: "group", group: "one", list: "h" }, has()])).toEqual([]);
  });
});

test("nothing is reported for a trace in which nothing failed, or for steps that are not requests", () => {
  expect(kinds([nic, has(OTHER)], [insertPage, saysNoMemory(has())])).toEqual([]);
  expect(kinds([nic, silently({ ...has(OTHER), status: "unsupported" })], [insertPage, saysNoMemory(has())])).toEqual(
    [],
  );
  expect(kinds(fails, [read("a"), { ...has(OTHER), status: "no-memory" }], [{ do: "tear-down" }, DONE])).toEqual([]);
});
