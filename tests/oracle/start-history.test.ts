import { describe, expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { startHistory, type StartHistory } from "../../oracle/start-history.ts";
import { isStoppedAt, plannedStartFailures, starts } from "../../oracle/starts.ts";
import { get } from "../reference/hand-made.ts";
import {
  DECLINED,
  DONE,
  FAILED,
  frees,
  holding,
  makesOther,
  meanwhile,
  mergeAll,
  NIC_AND_DISK,
  put,
  read,
  shows,
  STARVED,
  tearDown,
  touches,
} from "./memory-happenings.ts";
import { MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import { type Happening, observed } from "./observed.ts";

const restart: Step = { do: "restart" };
const fail: Step = { do: "fail-allocations", first: 1, count: 1 };
const ask: Step = { do: "ask", predicate: "has-rmrr", device: "nic" };
const msi: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };

const NO_MEMORY: StepResult = { status: "no-memory" };
const SHORT = meanwhile(DONE, STARVED);
const OFF = meanwhile(NO_MEMORY, STARVED);
const YES: StepResult = { status: "ok", answer: true };
const NO: StepResult = { status: "ok", answer: false };
/** What the NIC is due, and that without its RMRR. */
const WHOLE = shows(holding(1), holding(2, msi));
const LACKING = shows(holding(3, msi));
const WRONG = shows(holding(4), holding(5, msi), holding(6, { ...holding(6), start: 0x9000n, end: 0x9fffn }));

/** A get whose list nobody looks at again. */
const gets = (result: StepResult, list = "l"): Happening[] => [
  [get("nic", list), result],
  [put(list), DONE],
];

function history(happenings: readonly Happening[], observesMemory = true): StartHistory {
  return startHistory(observed(NIC_AND_DISK, happenings, {}, observesMemory));
}

function kinds(...happenings: readonly Happening[]): readonly string[] {
  return history(happenings).faults.map(({ kind, step }) => `${kind} ${step}`);
}

describe("a start", () => {
  const kindsOf = (...happenings: readonly Happening[]): readonly string[] =>
    starts(observed(NIC_AND_DISK, happenings, {}, true)).map(
      ({ step, kind, afterFailure }) => `${step} ${kind}${afterFailure ? " after failure" : ""}`,
    );

  test("is whole if no allocation failed, short if one did but success was reported, and stopped otherwise", () => {
    expect(kindsOf([restart, DONE])).toEqual(["-1 whole", "0 whole"]);
    expect(kindsOf([restart, SHORT], [restart, DONE])).toEqual(["-1 whole", "0 short", "1 whole after failure"]);
    expect(kindsOf([restart, OFF], [restart, DONE])).toEqual(["-1 whole", "0 stopped", "1 whole after failure"]);
    expect(kindsOf([restart, NO_MEMORY], [restart, DONE]).at(-1)).toBe("1 whole after failure");
    expect(kindsOf([restart, FAILED], [restart, DONE])).toEqual(["-1 whole", "0 stopped", "1 whole"]);
  });

  test("is none if it is not offered", () => {
    expect(kindsOf([restart, DECLINED])).toEqual(["-1 whole"]);
  });

  test("that did not come about leaves nobody there until the next that does", () => {
    const seen = observed(
      NIC_AND_DISK,
      [
        [ask, YES],
        [restart, OFF],
        [ask, NO],
        [restart, DONE],
        [ask, YES],
      ],
      {},
      true,
    );
    expect([0, 1, 2, 3, 4].map((step) => isStoppedAt(seen, step))).toEqual([false, false, true, true, false]);
    expect([0, 2, 4].map((step) => seen.answerTo(step))).toEqual([true, undefined, true]);
    const got = observed(NIC_AND_DISK, [[restart, OFF], ...gets(LACKING)], {}, true);
    expect(got.gets.map(({ view }) => view)).toEqual(["nothing"]);
  });

  test("is made to fail if it is the first to allocate after fail-allocations", () => {
    const planned = (...steps: Step[]): readonly number[] =>
      plannedStartFailures(
        observed(
          NIC_AND_DISK,
          steps.map((step) => [step, DONE]),
        ).facts,
      );
    expect(planned(fail, restart, restart)).toEqual([1]);
    expect(planned(restart, fail)).toEqual([]);
    expect(planned(get("nic", "l"), fail, read("l"), put("l"), ask, { do: "remove", device: "nic" }, restart)).toEqual([
      6,
    ]);
    for (const other of [get("nic", "l"), mergeAll("g"), { do: "add", device: "nic" } as const]) {
      expect(planned(fail, other, restart)).toEqual([]);
    }
  });
});

describe("an answer after a start that ran out of memory", () => {
  test("is as it is otherwise, before or later, if the start says that all is well", () => {
    expect(kinds(...gets(WHOLE), [restart, SHORT], ...gets(WHOLE))).toEqual([]);
    expect(kinds(...gets(WHOLE), [restart, SHORT], ...gets(LACKING))).toEqual(["lost-at-start 3"]);
    expect(kinds([restart, SHORT], ...gets(LACKING), [restart, DONE], ...gets(WHOLE))).toEqual(["lost-at-start 1"]);
    expect(kinds(...gets(WHOLE), [restart, SHORT], ...gets(WRONG))).toEqual(["changed-at-start 3"]);
    expect(kinds([ask, YES], [restart, SHORT], [ask, NO])).toEqual(["denied-at-start 2"]);
    expect(kinds([restart, SHORT], [ask, NO], [restart, DONE], [ask, YES])).toEqual(["denied-at-start 1"]);
  });

  test("is not judged if it is never right, or was not asked at another time", () => {
    expect(kinds(...gets(LACKING), [restart, SHORT], ...gets(LACKING))).toEqual([]);
    expect(kinds(...gets(WRONG), [restart, SHORT], ...gets(WRONG))).toEqual([]);
    expect(kinds([ask, NO], [restart, SHORT], [ask, NO])).toEqual([]);
    expect(kinds([restart, SHORT], ...gets(LACKING), [ask, NO])).toEqual([]);
  });

  test("is not judged if the start says that it did not come about", () => {
    expect(kinds(...gets(WHOLE), [ask, YES], [restart, OFF], ...gets(LACKING), [ask, NO])).toEqual([]);
  });

  test("is not judged if memory runs out once more", () => {
    expect(kinds(...gets(WHOLE), [restart, SHORT], ...gets(meanwhile(LACKING, STARVED)))).toEqual([]);
  });
});

describe("an answer after a later start", () => {
  test.each([SHORT, OFF])("is as it was before the first that ran out of memory", (failed) => {
    const before: readonly Happening[] = [...gets(WHOLE), [ask, YES], [restart, failed]];
    expect(kinds(...before, [restart, DONE], ...gets(WHOLE), [ask, YES])).toEqual([]);
    expect(kinds(...before, [restart, DONE], ...gets(LACKING))).toEqual(["lost-afterwards 5"]);
    expect(kinds(...before, [restart, DONE], ...gets(WRONG))).toEqual(["changed-afterwards 5"]);
    expect(kinds(...before, [restart, DONE], [ask, NO])).toEqual(["denied-afterwards 5"]);
  });

  test("is not compared with what was answered since", () => {
    expect(kinds([restart, OFF], [restart, DONE], ...gets(WHOLE), [restart, DONE], ...gets(LACKING))).toEqual([]);
  });

  test("that had memory enough can be given", () => {
    expect(kinds([fail, DONE], [restart, OFF], [restart, NO_MEMORY])).toEqual(["no-memory-afterwards 2"]);
    expect(kinds([restart, NO_MEMORY])).toEqual(["no-memory-afterwards 0"]);
  });

  test("can lack memory as often as allocations were ordered to fail, if nobody sees them", () => {
    const unseen = (...happenings: readonly Happening[]): readonly string[] =>
      history(happenings, false).faults.map(({ kind, step }) => `${kind} ${step}`);
    expect(unseen([fail, DONE], [restart, NO_MEMORY])).toEqual([]);
    expect(unseen([fail, DONE], [restart, NO_MEMORY], [restart, NO_MEMORY])).toEqual(["no-memory-afterwards 2"]);
    const twice: Step = { do: "fail-allocations", first: 1, count: 2 };
    expect(unseen([twice, DONE], [restart, NO_MEMORY], [restart, NO_MEMORY])).toEqual([]);
  });
});

describe("the objects of a start that ran out of memory", () => {
  const off = (...events: Parameters<typeof meanwhile>[1][]): Happening => [
    restart,
    meanwhile(NO_MEMORY, STARVED, ...events),
  ];

  test("are freed, once, and not touched later", () => {
    expect(kinds(off(makesOther(7), frees(7)), [restart, DONE])).toEqual([]);
    expect(kinds(off(makesOther(7)))).toEqual(["left-after-failed-start 0"]);
    expect(kinds(off(makesOther(7), frees(7, 7)))).toEqual(["freed-again 0"]);
    expect(kinds(off(makesOther(7), frees(7)), [restart, meanwhile(DONE, touches(7))])).toEqual([
      "touched-after-free 1",
    ]);
    expect(kinds(off(makesOther(7), frees(7)), [tearDown, meanwhile(DONE, frees(7))])).toEqual(["freed-again 1"]);
  });

  test("may be kept by one that is well, up to the next start or the tear-down", () => {
    const short: Happening = [restart, meanwhile(DONE, STARVED, makesOther(7))];
    expect(kinds(short)).toEqual([]);
    expect(kinds(short, [restart, meanwhile(DONE, frees(7))])).toEqual([]);
    expect(kinds(short, [restart, DONE])).toEqual(["left-after-tear-down 1"]);
    expect(kinds(short, [tearDown, DONE])).toEqual(["left-after-tear-down 1"]);
  });

  test("are those that it lets go of, too", () => {
    const first: Happening = [ask, meanwhile(YES, makesOther(7))];
    expect(kinds(first, off(frees(7)))).toEqual([]);
    expect(kinds(first, off(frees(7, 7)))).toEqual(["freed-again 1"]);
  });

  test("are not charged with what happens without want of memory as well", () => {
    const leaking: Happening = [restart, meanwhile(DONE, makesOther(8))];
    expect(kinds(leaking, [restart, meanwhile(DONE, STARVED, makesOther(7))], [tearDown, DONE])).toEqual([]);
  });
});

describe("whether anything was seen", () => {
  const seen = (happenings: readonly Happening[], observesMemory = false): boolean =>
    history(happenings, observesMemory).seen;

  test("takes a start that ran out of memory", () => {
    expect(seen([...gets(WHOLE), [restart, DONE], ...gets(WHOLE)], true)).toBe(false);
    expect(seen([[restart, OFF]], true)).toBe(true);
  });

  test("takes answers that can be compared, where memory is not accounted for", () => {
    const before: readonly Happening[] = [...gets(WHOLE), [restart, NO_MEMORY]];
    expect(seen([...before, [restart, DONE], ...gets(WHOLE)])).toBe(true);
    expect(seen([...before, ...gets(WHOLE)])).toBe(false);
    expect(seen([...before, [restart, DONE], ...gets({ ...LACKING, status: "no-memory" })])).toBe(false);
    expect(seen([[restart, NO_MEMORY], [restart, DONE], ...gets(WHOLE)])).toBe(false);
    expect(
      seen([
        [ask, YES],
        [restart, NO_MEMORY],
        [restart, DONE],
        [ask, YES],
      ]),
    ).toBe(true);
  });
});
