import { describe, expect, test } from "vitest";
import { MAXIMUM_ADDRESS, type RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { ANYTHING, OVERLAPPING, SEVERAL, TWICE } from "../../oracle/made-lists.ts";
import { get, insert, region } from "../reference/hand-made.ts";
import { faults, type Happening, historyOf, kinds, shows } from "./merge-happenings.ts";

const read = (list: string): Step => ({ do: "read", list });
const put = (list: string): Step => ({ do: "put", list });
const all = (source: string, list: string): Step => ({ do: "insert-all-of", source, list });
const plain = ({ start, end, type }: RegionFields): object => ({ start, end, type });

const one = region(0x1000n, 0x1fffn);
const two = region(0x8000n, 0x8fffn);
const wrong = region(0x8000n, 0x9fffn);
const HIDDEN: StepResult = { status: "ok" };

describe("a merged list", () => {
  test("is looked at after each insertion, and whenever it is read", () => {
    const right: readonly Happening[] = [
      [insert("a", one), [one]],
      [insert("a", two), [one, two]],
      [read("a"), [one, two]],
      [put("a"), HIDDEN],
    ];
    expect(faults(right)).toEqual([]);
    expect(faults([right[0]!, [insert("a", two), [one]]])).toEqual([
      {
        kind: "addresses-lost",
        step: 1,
        list: "a",
        expected: [plain(one), plain(two)],
        received: [one].map((each, object) => ({ ...each, object })),
      },
    ]);
    expect(kinds([...right.slice(0, 2), [read("a"), [one, wrong]]])).toEqual(["addresses-added 2"]);
    expect(faults([...right, [read("a"), [wrong]]])).toEqual([]);
  });

  test("is held to the order and to the joining that the profile says", () => {
    const next = region(0x2000n, 0x2fffn);
    const apart: readonly Happening[] = [
      [insert("a", one), [one]],
      [insert("a", next), [one, next]],
    ];
    expect(kinds(apart)).toEqual(["kept-apart 1"]);
    expect(kinds(apart, { mergesAdjacent: "no" })).toEqual([]);
    const turned: readonly Happening[] = [
      [insert("a", one), [one]],
      [insert("a", two), [two, one]],
    ];
    expect(kinds(turned)).toEqual(["out-of-order 1"]);
    expect(kinds(turned, { listOrder: "any" })).toEqual([]);
  });

  test("is wrong once: what comes after follows from that", () => {
    const first: Happening = [insert("a", one), []];
    expect(kinds([first, [insert("a", two), [two]], [read("a"), []]])).toEqual(["addresses-lost 0"]);
    // Nor is it held against it which protections it has then.
    expect(kinds([first, [read("a"), [{ ...one, protection: 1 }]]])).toEqual(["addresses-lost 0"]);
  });

  test("is not looked at once somebody has written to it, and is another one then", () => {
    for (const what of ["scribble", "empty"] as const) {
      const written: readonly Happening[] = [
        [insert("a", one), [one]],
        [{ do: what, list: "a" }, []],
        [read("a"), [wrong]],
      ];
      expect(faults(written)).toEqual([]);
    }
    const again: readonly Happening[] = [
      [insert("a", one), [one]],
      [put("a"), HIDDEN],
    ];
    expect(faults([...again, [insert("a", two), [two]]])).toEqual([]);
    expect(kinds([...again, [insert("a", two), [one, two]]])).toEqual(["addresses-added 2"]);
  });

  test("is not one that was got, or of a group", () => {
    expect(
      faults([
        [get("nic"), []],
        [read("nic"), [wrong]],
      ]),
    ).toEqual([]);
    expect(historyOf([[get("nic"), []]])).toEqual({ faults: [], seenTraits: 0, seenInTwoOrders: false });
    expect(
      faults([
        [insert("a", one), [one]],
        [get("nic"), []],
        [insert("nic", two), [wrong]],
      ]),
    ).toEqual([]);
  });
});

describe("nothing is reported for a list", () => {
  const UNKNOWN: Readonly<Record<string, StepResult>> = {
    "that is not shown": HIDDEN,
    "that does not end": { ...shows(wrong), endless: true },
    "of a step that failed": { ...shows(wrong), status: "error" },
    "of a step that was declined": { ...shows(wrong), status: "unsupported" },
  };
  test.each(Object.entries(UNKNOWN))("%s, nor of the same list later", (_, result) => {
    const later: readonly Happening[] = [
      [insert("a", two), [wrong]],
      [read("a"), [wrong]],
    ];
    for (const step of [insert("a", one), read("a")]) {
      const history = historyOf([[insert("a", one), [one]], [step, result], ...later]);
      expect(history).toEqual({ faults: [], seenTraits: 0, seenInTwoOrders: false });
    }
  });

  test("into which something was inserted that is no range; a byte is one", () => {
    const none = region(0x3000n, 0x2fffn);
    expect(
      faults([
        [insert("a", none), [none]],
        [insert("a", one), [wrong]],
      ]),
    ).toEqual([]);
    const byte = region(0x3000n, 0x3000n);
    expect(kinds([[insert("a", byte), [byte, wrong]]])).toEqual(["addresses-added 0"]);
  });

  test("that start and length cannot express, however it is shown", () => {
    const whole = region(0n, MAXIMUM_ADDRESS);
    expect(
      faults([
        [insert("a", whole), []],
        [insert("a", one), [wrong]],
      ]),
    ).toEqual([]);
  });
});

describe("what is inserted", () => {
  test("is as if it had not been, if memory ran out for it", () => {
    const NO_MEMORY: StepResult = { ...shows(one), status: "no-memory" };
    expect(
      faults([
        [insert("a", one), [one]],
        [insert("a", two), NO_MEMORY],
        [read("a"), [one]],
      ]),
    ).toEqual([]);
    expect(
      kinds([
        [insert("a", one), [one]],
        [insert("a", two), NO_MEMORY],
        [read("a"), [one, two]],
      ]),
    ).toEqual(["addresses-added 2"]);
    expect(
      kinds([
        [insert("a", one), [one]],
        [insert("a", two), { ...shows(one, two), status: "no-memory" }],
      ]),
    ).toEqual(["addresses-added 1"]);
  });

  test("is not known, of a list of several for which memory ran out, or which was refused", () => {
    const source: Happening = [get("nic"), [one, two]];
    for (const status of ["no-memory", "refused"] as const) {
      expect(faults([source, [all("nic", "a"), { ...shows(wrong), status }], [read("a"), [wrong]]])).toEqual([]);
    }
    const single: Happening = [get("nic"), [one]];
    expect(kinds([single, [all("nic", "a"), { ...shows(wrong), status: "no-memory" }]])).toEqual(["addresses-added 1"]);
  });

  test("is what the other list was seen to hold last, whatever it should hold", () => {
    expect(
      faults([
        [get("nic"), [two]],
        [all("nic", "a"), [two]],
      ]),
    ).toEqual([]);
    expect(
      kinds([
        [get("nic"), [two]],
        [all("nic", "a"), []],
      ]),
    ).toEqual(["addresses-lost 1"]);
    const short: Happening = [get("nic"), { ...shows(two), status: "no-memory" }];
    expect(faults([short, [all("nic", "a"), [two]]])).toEqual([]);
    expect(kinds([short, [all("nic", "a"), [one]]])).toEqual(["addresses-added 1", "addresses-lost 1"]);
    expect(
      faults([
        [get("nic"), [one]],
        [read("nic"), [two]],
        [all("nic", "a"), [two]],
      ]),
    ).toEqual([]);
  });

  test.each([
    ["was not shown", HIDDEN],
    ["does not end", { ...shows(one), endless: true }],
    ["was of a step that failed", { ...shows(one), status: "error" }],
    ["was declined", { ...shows(one), status: "unsupported" }],
  ] satisfies [string, StepResult][])("is not known if the other list %s", (_, result) => {
    expect(
      faults([
        [get("nic"), result],
        [all("nic", "a"), [wrong]],
        [read("a"), [two]],
      ]),
    ).toEqual([]);
  });
});

describe("what is inserted again", () => {
  const twice = (...last: readonly RegionFields[]): readonly Happening[] => [
    [insert("a", one), [one]],
    [insert("a", two), [one, two]],
    [insert("a", one), last],
  ];

  test("changes nothing, though another object may stay", () => {
    expect(faults(twice(one, two))).toEqual([]);
    expect(faults(twice(one, one, two))).toMatchObject([
      { kind: "changed-by-repetition", step: 2, list: "a", expected: [one, two], received: [one, one, two] },
      { kind: "duplicate", step: 2 },
    ]);
    expect(kinds(twice(two, one))).toEqual(["changed-by-repetition 2", "out-of-order 2"]);
  });

  test("is not compared if it is not shown, or does not end, or was not all there before", () => {
    const again = (result: StepResult): readonly string[] =>
      kinds([...twice(one, two).slice(0, 2), [insert("a", one), result]]);
    expect([again(HIDDEN), again({ ...shows(one, one, two), endless: true })]).toEqual([[], []]);
    const partly: readonly Happening[] = [
      [get("nic"), [one, two]],
      [insert("a", one), [one]],
      [insert("a", one), [one]],
      [all("nic", "a"), [one, two]],
    ];
    expect(faults(partly)).toEqual([]);
    expect(
      faults([
        [get("nic"), []],
        [insert("a", one), [one]],
        [insert("a", one), [one]],
        [all("nic", "a"), [one]],
      ]),
    ).toEqual([]);
  });
});

describe("the protection of a region", () => {
  const readOnly = (each: RegionFields): RegionFields => ({ ...each, protection: 1 });

  test("is that of all its parts, if they have one", () => {
    expect(faults([[insert("a", one), [readOnly(one)]]])).toEqual([
      {
        kind: "protection-differs",
        step: 0,
        list: "a",
        expected: [one],
        received: [{ ...readOnly(one), object: 0 }],
      },
    ]);
    expect(faults([[insert("a", readOnly(one)), [readOnly(one)]]])).toEqual([]);
    const mixed: readonly Happening[] = [
      [insert("a", one), [one]],
      [insert("a", readOnly(two)), [one, readOnly(two)]],
    ];
    expect(faults(mixed)).toEqual([]);
    expect(kinds([mixed[0]!, [insert("a", readOnly(two)), [one, two]]])).toEqual(["protection-differs 1"]);
    expect(kinds([mixed[0]!, [insert("a", readOnly(two)), [readOnly(one), readOnly(two)]]])).toEqual([
      "protection-differs 1",
    ]);
  });

  test("is open if its parts differ, and parts are of its type and share an address with it", () => {
    const next = readOnly(region(0x2000n, 0x2fffn));
    const joined = region(0x1000n, 0x2fffn);
    for (const protection of [0, 1, 3]) {
      expect(
        faults([
          [insert("a", one), [one]],
          [insert("a", next), [{ ...joined, protection }]],
        ]),
      ).toEqual([]);
    }
    // Those that touch it from below and from above, and one of another type.
    const apart = { mergesAdjacent: "no" as const };
    const below = readOnly(region(0x0800n, 0x0fffn));
    const other: RegionFields = { ...readOnly(one), type: "reserved" };
    const beside: readonly Happening[] = [
      [insert("a", below), [below]],
      [insert("a", next), [below, next]],
    ];
    expect(faults([...beside, [insert("a", one), [below, one, next]]], apart)).toEqual([]);
    expect(kinds([...beside, [insert("a", one), [below, readOnly(one), next]]], apart)).toEqual([
      "protection-differs 2",
    ]);
    expect(
      kinds([
        [insert("a", other), [other]],
        [insert("a", one), [readOnly(one), other]],
      ]),
    ).toEqual(["protection-differs 1"]);
    // One that shares a byte is a part.
    const byteBelow = readOnly(region(0x0800n, 0x1000n));
    const byteAbove = readOnly(region(0x1fffn, 0x2800n));
    expect(
      faults([
        [insert("a", byteBelow), [byteBelow]],
        [insert("a", one), [region(0x0800n, 0x1fffn)]],
      ]),
    ).toEqual([]);
    expect(
      faults([
        [insert("a", one), [one]],
        [insert("a", byteAbove), [readOnly(region(0x1000n, 0x2800n))]],
      ]),
    ).toEqual([]);
  });
});

describe("two lists that took the same in different orders", () => {
  const first: readonly Happening[] = [
    [insert("a", one), [one]],
    [insert("a", two), [one, two]],
  ];
  const second = (...last: readonly RegionFields[]): readonly Happening[] => [
    [insert("b", two), [two]],
    [insert("b", one), last],
  ];
  const ANY_ORDER = { listOrder: "any" as const };

  test("hold the same", () => {
    expect(historyOf([...first, ...second(one, two)])).toMatchObject({ faults: [], seenInTwoOrders: true });
    expect(historyOf([...first, [insert("b", two), [two]]]).seenInTwoOrders).toBe(false);
    expect(historyOf([...first, [insert("b", one), [one]], [insert("b", two), [one, two]]]).seenInTwoOrders).toBe(
      false,
    );
    expect(faults([...first, ...second(two)])).toMatchObject([
      { kind: "addresses-lost", step: 3, list: "b" },
      { kind: "order-matters", step: 3, list: "b", otherList: "a", expected: [one, two], received: [two] },
    ]);
    expect(kinds([...first, ...second(two, one)])).toEqual(["out-of-order 3", "order-matters 3"]);
  });

  test("in one order, if there is one; else as sets, whatever the protections", () => {
    expect(faults([...first, ...second(two, one)], ANY_ORDER)).toEqual([]);
    expect(kinds([...first, ...second(two)], ANY_ORDER)).toEqual(["addresses-lost 3", "order-matters 3"]);
    const other: RegionFields = { ...two, type: "reserved" };
    expect(kinds([...first, ...second(one, other)], ANY_ORDER)).toContain("order-matters 3");
  });
});

describe("what was seen of lists", () => {
  test("is what is peculiar about what they really took", () => {
    const overlapping = region(0x1800n, 0x2fffn);
    const joined = region(0x1000n, 0x2fffn);
    const seen = (...happenings: readonly Happening[]): number => historyOf(happenings).seenTraits;
    expect(seen([insert("a", one), [one]], [insert("a", overlapping), [joined]])).toBe(
      ANYTHING | SEVERAL | OVERLAPPING,
    );
    expect(seen([insert("a", one), [one]], [insert("a", overlapping), { ...shows(one), status: "no-memory" }])).toBe(
      ANYTHING,
    );
    expect(seen([insert("a", one), [one]], [insert("a", one), [one]])).toBe(ANYTHING | SEVERAL | OVERLAPPING | TWICE);
    expect(seen([get("nic"), [two]], [all("nic", "a"), [two]])).toBe(ANYTHING);
  });
});
