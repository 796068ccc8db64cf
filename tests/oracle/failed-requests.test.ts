import { describe, expect, test } from "vitest";
import { failedRequests } from "../../oracle/failed-requests.ts";
import { faultsOfFailedRequests } from "../../oracle/faults-of-failed-requests.ts";
import { get, region } from "../reference/hand-made.ts";
import {
  DECLINED,
  DONE,
  FAILED,
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
  NIC_AND_DISK,
  put,
  read,
  scribble,
  shows,
  showsNew,
  STARVED,
  tearDown,
  touches,
} from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

const STARVING = meanwhile(DONE, STARVED);
const NO_MEMORY = { status: "no-memory" } as const;
const failAll = { do: "fail-allocations", first: 1, count: 1 } as const;
const show = { do: "show", group: "all" } as const;

describe("a request that ran out of memory", () => {
  const failed = (happenings: readonly Happening[], observesMemory: boolean): readonly unknown[] => [
    ...failedRequests(observed(NIC_AND_DISK, happenings, {}, observesMemory)),
  ];

  test("is one during which an allocation was made to fail, however it ended", () => {
    const steps = [get("nic", "a"), insertPage("l"), insertAll("l", "a"), mergeAll("g")];
    const requests = [
      [0, "get"],
      [1, "insert"],
      [2, "insert-all-of"],
      [3, "group"],
    ];
    for (const result of [STARVING, { ...STARVING, ...NO_MEMORY }]) {
      expect(
        failed(
          steps.map((step) => [step, result]),
          true,
        ),
      ).toEqual(requests);
    }
    // Among other events, too, but not where all allocations went well.
    const first = meanwhile(DONE, makes(1), STARVED, frees(1));
    expect(
      failed(
        [
          [get("nic", "a"), meanwhile(DONE, makes(1))],
          [get("nic", "b"), first],
        ],
        true,
      ),
    ).toEqual([[1, "get"]]);
  });

  test("may say so itself where nobody sees its allocations", () => {
    expect(
      failed(
        [
          [get("nic", "a"), DONE],
          [get("nic", "b"), NO_MEMORY],
        ],
        false,
      ),
    ).toEqual([[1, "get"]]);
    expect(failed([[get("nic", "b"), NO_MEMORY]], true)).toEqual([]);
  });

  test("is none that broke down or is not supported, and no step that leaves no list", () => {
    expect(
      failed(
        [FAILED, DECLINED].map((result) => [get("nic", "a"), meanwhile(result, STARVED)]),
        true,
      ),
    ).toEqual([]);
    expect(
      failed(
        [
          [show, STARVING],
          [read("a"), STARVING],
          [failAll, STARVING],
        ],
        true,
      ),
    ).toEqual([]);
  });
});

describe("a fault of memory that comes from such a request", () => {
  const blamed = (...happenings: readonly Happening[]): readonly string[] =>
    faultsOfFailedRequests(observed(NIC_AND_DISK, happenings, {}, true)).map(
      ({ request, fault }) => `${fault.kind} ${fault.step}: ${request}`,
    );
  /** What is shown is new, and more could not be had. */
  const givesAndStarves = (object: number): Happening[1] => meanwhile(shows(object), makes(object), STARVED);
  /** A get that is starved of its second object, and gives what it has. */
  const leaks = (lost: number): Happening[1] => meanwhile(shows(), makes(lost), STARVED);

  test("is told with the request and what is wrong", () => {
    const happenings: readonly Happening[] = [[get("nic", "a"), leaks(1)]];
    expect(faultsOfFailedRequests(observed(NIC_AND_DISK, happenings, {}, true))).toEqual([
      { request: "get", fault: faults(...happenings)[0] },
    ]);
    expect(kinds(...happenings)).toEqual(["leaked 0"]);
  });

  test("is not told if the same is wrong where such a request ran out of nothing", () => {
    const other: Happening = [get("disk", "b"), showsNew(2)];
    expect(blamed([get("nic", "a"), leaks(1)], other)).toEqual(["leaked 0: get"]);
    expect(blamed([get("nic", "a"), leaks(1)], [get("disk", "b"), meanwhile(shows(2), makes(2, 3))])).toEqual([]);
    expect(blamed([get("disk", "b"), meanwhile(shows(2), makes(2, 3))], [get("nic", "a"), leaks(1)])).toEqual([]);
    // Another request, or something else that is wrong, says nothing about it.
    expect(blamed([get("nic", "a"), leaks(1)], [mergeAll("g"), meanwhile(shows(2), makes(2, 3))])).toEqual([
      "leaked 0: get",
    ]);
    const touchesFreed = meanwhile(shows(2), makes(2, 3), frees(3), touches(3));
    expect(blamed([get("nic", "a"), leaks(1)], [get("disk", "b"), touchesFreed])).toEqual(["leaked 0: get"]);
    // Nor is there anything to tell where all is well, or memory was at hand.
    expect(blamed([get("nic", "a"), givesAndStarves(1)], [put("a"), meanwhile(DONE, frees(1))])).toEqual([]);
    expect(blamed([get("nic", "a"), meanwhile(shows(), makes(1))])).toEqual([]);
  });

  test("is there if the list that it left is put and not freed, whatever lists bore that label before or behind", () => {
    const starved: Happening = [get("nic", "a"), givesAndStarves(1)];
    const whole: Happening = [get("nic", "a"), showsNew(2)];
    const keeps: Happening = [put("a"), DONE];
    const freesFirst: Happening = [put("a"), meanwhile(DONE, frees(1))];
    const freesSecond: Happening = [put("a"), meanwhile(DONE, frees(2))];
    expect(blamed(starved, keeps, whole, freesSecond)).toEqual(["not-freed 1: get"]);
    expect(blamed(whole, freesSecond, starved, keeps)).toEqual(["not-freed 3: get"]);
    expect(blamed(starved, freesFirst, whole, keeps)).toEqual([]);
    expect(blamed(whole, keeps, starved, freesFirst)).toEqual([]);
    // Of two lists, that which has it.
    expect(blamed([get("disk", "b"), showsNew(2)], starved, [put("b"), DONE], freesFirst)).toEqual([]);
  });

  test("is there if an insertion into its list failed before it, the last of which is to blame", () => {
    const made: Happening = [insertPage("l"), showsNew(2)];
    const all: Happening = [insertAll("l", "l"), meanwhile(shows(2), STARVED)];
    const one: Happening = [insertPage("l"), meanwhile(shows(2), STARVED)];
    const fine: Happening = [insertPage("l"), shows(2)];
    const endless: Happening = [read("l"), { ...shows(2), endless: true }];
    expect(kinds(made, endless)).toEqual(["endless-group-list 1"]);
    expect(blamed(made, all, endless)).toEqual(["endless-group-list 2: insert-all-of"]);
    expect(blamed(made, all, one, fine, endless)).toEqual(["endless-group-list 4: insert"]);
    expect(blamed(made, one, all, fine, endless)).toEqual(["endless-group-list 4: insert-all-of"]);
    expect(blamed(made, endless, all)).toEqual([]);
  });

  test("is there if it is seen during that request, in whatever list", () => {
    const held: Happening = [get("nic", "a"), showsNew(1)];
    const freeing: Happening = [get("disk", "b"), meanwhile(shows(), STARVED, frees(1))];
    expect(kinds(held, freeing)).toEqual(["freed-while-listed 1"]);
    expect(blamed(held, freeing)).toEqual(["freed-while-listed 1: get"]);
  });

  test("is not what is left when all is torn down, whatever came before", () => {
    const other = meanwhile(shows(1), makes(1), makesOther(2), STARVED);
    const happenings: readonly Happening[] = [
      [get("nic", "a"), other],
      [put("a"), meanwhile(DONE, frees(1))],
      [tearDown, DONE],
    ];
    expect(kinds(...happenings)).toEqual(["left-after-tear-down 2"]);
    expect(blamed(...happenings)).toEqual([]);
  });

  test("is not that something is lost later", () => {
    const happenings: readonly Happening[] = [
      [get("nic", "a"), givesAndStarves(1)],
      [read("a"), shows()],
    ];
    expect(kinds(...happenings)).toEqual(["changed 1", "leaked 1"]);
    expect(blamed(...happenings)).toEqual(["changed 1: get"]);
  });

  test("is that a list has changed since, if nothing was done in between but to look", () => {
    const held: Happening = [get("nic", "a"), showsNew(1)];
    const merged: Happening = [mergeAll("g"), givesAndStarves(3)];
    const looks: readonly Happening[] = [
      [read("g"), shows(3)],
      [failAll, DONE],
    ];
    const changed: Happening = [read("a"), shows(holding(1, region(0n, 0xfffn)))];
    expect(blamed(held, merged, ...looks, changed)).toEqual(["changed 4: group"]);
    expect(blamed(held, merged, changed, [show, DONE])).toEqual(["changed 2: group"]);
    for (const step of [show, scribble("g"), put("x")]) expect(blamed(held, merged, [step, DONE], changed)).toEqual([]);
    expect(blamed([get("nic", "a"), givesAndStarves(1)], changed)).toEqual(["changed 1: get"]);
  });
});
