import { describe, expect, test } from "vitest";
import { SCRIBBLE, type Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { isListStep } from "../../oracle/list-history.ts";
import { get, region } from "../reference/hand-made.ts";
import {
  callerFrees,
  DECLINED,
  DONE,
  empty,
  FAILED,
  faults,
  faultsUnaccounted,
  frees,
  holding,
  insertAll,
  insertPage,
  kinds,
  kindsUnaccounted,
  makes,
  makesOther,
  meanwhile,
  mergeAll,
  PAGE,
  put,
  read,
  scribble,
  shows,
  showsNew,
  tearDown,
  touches,
} from "./memory-happenings.ts";
import type { Happening } from "./observed.ts";

const OTHER = region(0x8000n, 0x8fffn);
const nic = get("nic", "a");
const disk = get("disk", "b");
/** The network card gives a list of one object, and of two. */
const one: Happening = [nic, showsNew(1)];
const two: Happening = [nic, showsNew(1, 2)];

describe("the life of a list", () => {
  test("is without fault if what is made is shown, shown again, and freed when the list is put", () => {
    expect(faults(two, [read("a"), shows(1, 2)], [put("a"), meanwhile(DONE, frees(2, 1))], [tearDown, DONE])).toEqual(
      [],
    );
    expect(faultsUnaccounted([nic, shows(1)], [read("a"), shows(1)], [put("a"), DONE], [disk, shows(1)])).toEqual([]);
  });

  test("says nothing of lists that nobody ever made", () => {
    const strangers: readonly Happening[] = [
      [read("x"), shows(1)],
      [scribble("x"), shows(1)],
      [empty("x"), DECLINED],
      [put("x"), DONE],
    ];
    expect(kindsUnaccounted(...strangers)).toEqual([]);
  });

  test("ends for the judge with the first step that failed for reasons of its own, unless lists have no part in it", () => {
    const ask: Step = { do: "ask", predicate: "has-rmrr", device: "nic" };
    expect(kinds(one, [disk, FAILED], [read("a"), shows(2)])).toEqual([]);
    expect(kinds(one, [ask, FAILED], [read("a"), shows()])).toEqual(["changed 2", "leaked 2"]);
  });
});

describe("an object", () => {
  test("stands in one list at a time", () => {
    expect(faults(one, [disk, shows(1)])).toEqual([
      {
        kind: "in-two-lists",
        step: 1,
        object: 1,
        list: "b",
        otherList: "a",
        device: "disk",
        otherDevice: "nic",
        received: [holding(1)],
      },
    ]);
    expect(faults(one, [mergeAll("g"), shows(1)])).toEqual([
      {
        kind: "in-two-lists",
        step: 1,
        object: 1,
        list: "g",
        otherList: "a",
        otherDevice: "nic",
        received: [holding(1)],
      },
    ]);
    expect(faults([mergeAll("g"), showsNew(1)], [nic, shows(1)])).toEqual([
      { kind: "in-two-lists", step: 1, object: 1, list: "a", otherList: "g", device: "nic", received: [holding(1)] },
    ]);
  });

  test("is charged once, however many lists hold it", () => {
    expect(kinds(one, [disk, shows(1)], [mergeAll("g"), shows(1)], [read("b"), shows(1, 1)])).toEqual([
      "in-two-lists 1",
      "changed 3",
    ]);
  });

  test("stands once in a list", () => {
    expect(faults([nic, meanwhile(shows(1, 1), makes(1))])).toEqual([
      { kind: "twice-in-one-list", step: 0, object: 1, list: "a", received: [holding(1)] },
    ]);
  });

  test("may stand where it stood before, and in another list once its own is put", () => {
    expect(kinds(one, [scribble("a"), shows(holding(1, SCRIBBLE))], [read("a"), shows(holding(1, SCRIBBLE))])).toEqual(
      [],
    );
    expect(kinds([mergeAll("g"), showsNew(1)], [put("g"), DONE], [nic, shows(1)])).toEqual([]);
    expect(kindsUnaccounted([mergeAll("g"), shows(1)], [insertPage("g"), shows(2)], [nic, shows(1)])).toEqual([]);
  });

  test("in a list is alive, if memory is accounted for", () => {
    expect(faults([nic, shows(1)])).toEqual([
      { kind: "never-allocated", step: 0, object: 1, list: "a", received: [holding(1)] },
    ]);
    expect(faults([nic, meanwhile(shows(1), makes(1), frees(1))])).toEqual([
      { kind: "freed-while-listed", step: 0, object: 1, list: "a", received: [holding(1)] },
    ]);
    expect(kindsUnaccounted([nic, shows(1)])).toEqual([]);
  });

  test("that an event tells of counts only where events tell of all", () => {
    expect(kindsUnaccounted([nic, meanwhile(shows(), makes(1), frees(7))], [tearDown, DONE])).toEqual([]);
  });
});

describe("a list without end", () => {
  const walk = Array.from({ length: 20 }, (_, at) => holding(at));
  const endless: StepResult = { ...meanwhile(shows(...walk), makes(...walk.keys(), "left out")), endless: true };

  test("is told by its first regions, as got or as merged", () => {
    const received = walk.slice(0, 8);
    expect(faults([nic, endless])).toEqual([{ kind: "endless-list", step: 0, list: "a", received }]);
    expect(faults([mergeAll("g"), endless])).toEqual([{ kind: "endless-group-list", step: 0, list: "g", received }]);
  });

  test("is charged with nothing that follows from it", () => {
    const circle: StepResult = { ...meanwhile(shows(1, 2, 1, 2), makes(1, 2)), endless: true };
    expect(kinds([nic, circle], [read("a"), shows(1, 2)], [put("a"), DONE])).toEqual(["endless-list 0"]);
    expect(kinds(one, [read("a"), { ...shows(1, 1), endless: true }])).toEqual(["endless-list 1"]);
  });

  test("that has an end when it is looked at again is held to that", () => {
    expect(kinds([nic, endless], [read("a"), shows(1)], [read("a"), shows(2)])).toEqual([
      "endless-list 0",
      "changed 2",
    ]);
  });
});

describe("a list that is looked at again", () => {
  test("is as it was", () => {
    expect(faults(two, [disk, showsNew(3)], [read("a"), shows(2, 1)])).toStrictEqual([
      {
        kind: "changed",
        step: 2,
        list: "a",
        otherList: "b",
        expected: [holding(1), holding(2)],
        received: [holding(2), holding(1)],
      },
    ]);
    expect(faults(two, [read("a"), shows(1, holding(2, OTHER))])).toStrictEqual([
      {
        kind: "changed",
        step: 1,
        list: "a",
        expected: [holding(1), holding(2)],
        received: [holding(1), holding(2, OTHER)],
      },
    ]);
  });

  test("is charged with a change once, at the first look that shows it", () => {
    expect(kinds(two, [read("a"), shows(2, 1)], [read("a"), shows(2, 1)])).toEqual(["changed 1"]);
  });

  test("is compared with the latest look: only what was done since then can have changed it", () => {
    const looks: readonly Happening[] = [two, [disk, showsNew(3)], [scribble("b"), shows(holding(3, SCRIBBLE))]];
    expect(kinds(...looks, [read("a"), shows(2, 1)])).toEqual(["changed-by-write 3"]);
    expect(kinds(...looks, [read("a"), shows(1, 2)], [read("a"), shows(2, 1)])).toEqual(["changed 4"]);
  });

  test.each([
    ["shows nothing", DONE],
    ["was declined", DECLINED],
  ])("by a look that %s is still what it was before", (_, blind) => {
    expect(kinds(one, [read("a"), blind], [read("a"), shows(1)], [put("a"), meanwhile(DONE, frees(1))])).toEqual([]);
    expect(kinds(one, [read("a"), blind], [read("a"), shows()])).toEqual(["changed 2", "leaked 2"]);
    expect(kinds(one, [read("a"), blind], [put("a"), DONE])).toEqual(["not-freed 2"]);
  });
});

describe("a region of the caller's that is inserted", () => {
  const insertion = (input: ReturnType<typeof holding>, ...objects: readonly number[]): Happening => [
    insertPage("l"),
    { ...showsNew(...objects), input },
  ];

  test("is copied, and left as it is", () => {
    expect(kinds(insertion(holding("own"), 1, 2))).toEqual([]);
    expect(kinds([insertPage("l"), { ...DONE, input: holding("own") }])).toEqual([]);
  });

  test("is not in the list afterwards", () => {
    const input = holding("own");
    const linked: Happening = [insertPage("l"), { ...meanwhile(shows(1, "own"), makes(1)), input }];
    const witness = { kind: "input-linked", step: 0, object: "own", list: "l", received: [input] };
    expect(faults(linked)).toEqual([witness]);
    expect(faultsUnaccounted(linked)).toEqual([witness]);
  });

  test("has the fields that it had", () => {
    for (const changed of [{ start: 0n }, { end: 0x2fffn }, { type: "reserved" }, { protection: 0 }] as const) {
      const input = holding("own", { ...PAGE, ...changed });
      expect(faults(insertion(input, 1))).toEqual([
        { kind: "input-changed", step: 0, object: "own", list: "l", expected: [PAGE], received: [input] },
      ]);
    }
  });

  test("is not linked where a whole list is inserted, either", () => {
    expect(faults(one, [insertAll("l", "a"), shows(1)])).toEqual([
      { kind: "input-linked", step: 1, object: 1, list: "l", otherList: "a", received: [holding(1)] },
    ]);
    expect(kinds(one, [disk, showsNew(2)], [insertAll("l", "b"), shows(1)])).toEqual(["in-two-lists 2"]);
  });
});

describe("a put", () => {
  test("frees every region of a list that was got", () => {
    expect(faults([nic, showsNew(1, 2, 3)], [put("a"), meanwhile(DONE, frees(2))])).toEqual([
      { kind: "not-freed", step: 1, object: 1, list: "a", expected: [holding(1)] },
      { kind: "not-freed", step: 1, object: 3, list: "a", expected: [holding(3)] },
    ]);
  });

  test("of a list of the caller's own is the caller's business", () => {
    expect(kinds([mergeAll("g"), showsNew(1)], [put("g"), DONE])).toEqual([]);
    expect(kinds([insertPage("g"), showsNew(1)], [put("g"), meanwhile(DONE, callerFrees(1))])).toEqual([]);
  });

  test("leaves what is no region, and it shows when everything is torn down", () => {
    const strange: Happening = [nic, meanwhile(shows(1), makesOther(1))];
    expect(kinds(strange, [put("a"), DONE])).toEqual([]);
    expect(faults(strange, [put("a"), DONE], [tearDown, DONE])).toEqual([
      { kind: "left-after-tear-down", step: 2, object: 1 },
    ]);
  });
});

describe("a region that no list holds", () => {
  test("is lost in the step that makes it, unless it is freed there", () => {
    expect(faults([nic, meanwhile(shows(1), makes(1, 2))])).toEqual([
      { kind: "leaked", step: 0, object: 2, list: "a" },
    ]);
    expect(kinds([nic, meanwhile(shows(1), makes(1, 2), frees(2))])).toEqual([]);
    expect(kinds([nic, meanwhile(shows(1), makes(1), makesOther(2))])).toEqual([]);
    expect(faults([{ do: "add", device: "nic" }, meanwhile(DONE, makes(1))])).toEqual([
      { kind: "leaked", step: 0, object: 1 },
    ]);
  });

  test("is lost in the step that lets go of it, and not again in the next", () => {
    expect(kinds([mergeAll("g"), showsNew(1, 2)], [insertPage("g"), shows(1)], [insertPage("g"), shows(1)])).toEqual([
      "leaked 1",
    ]);
    expect(kinds([mergeAll("g"), showsNew(1)], [insertPage("g"), meanwhile(shows(2), makes(2), frees(1))])).toEqual([]);
  });

  test("is not called lost while the list of the step is not shown", () => {
    expect(kinds([mergeAll("g"), showsNew(1)], [insertPage("g"), meanwhile(DONE, makes(2))])).toEqual([]);
  });

  test("may not be touched any more once it is freed", () => {
    const freed: Happening = [put("a"), meanwhile(DONE, frees(1))];
    expect(kinds(one, freed, [disk, meanwhile(shows(), touches(1))])).toEqual(["touched-after-free 2"]);
  });
});

describe("what comes and goes", () => {
  const remove: Step = { do: "remove", device: "disk" };

  test("gives the next get of a device leave to be another", () => {
    const again: Happening = [get("nic", "c"), meanwhile(shows(holding(9, OTHER)), makes(9))];
    expect(kinds(one, again)).toEqual(["unequal-lists 1"]);
    expect(kinds(one, [remove, DONE], again)).toEqual([]);
    expect(kinds(one, [{ do: "add", device: "disk" }, DONE], again)).toEqual([]);
    expect(kinds(one, [tearDown, DONE], again)).toEqual(["unequal-lists 2"]);
  });

  test("gives no leave to share an object with a list of the same device", () => {
    expect(kinds(one, [remove, DONE], [get("nic", "c"), shows(1)])).toEqual(["in-two-lists 2", "shared-object 2"]);
  });

  test("is not asked of a device that the platform does not have", () => {
    expect(kinds([get("ghost", "a"), showsNew(1)], [get("ghost", "b"), shows(1)])).toEqual(["in-two-lists 1"]);
  });
});

test("the steps that have to do with lists are all but those that only ask", () => {
  const kindsOfSteps = [
    ["get", true],
    ["put", true],
    ["insert", true],
    ["insert-all-of", true],
    ["read", true],
    ["scribble", true],
    ["empty", true],
    ["group", true],
    ["add", true],
    ["remove", true],
    ["fail-allocations", true],
    ["tear-down", true],
    ["show", false],
    ["map", false],
    ["attach", false],
    ["ask", false],
  ] as const;
  for (const [what, expected] of kindsOfSteps) expect(isListStep({ do: what } as Step), what).toBe(expected);
});
