import { describe, expect, test } from "vitest";
import type { Profile } from "../../model/profile.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { outlivingListFaults, outlivingLists } from "../../oracle/handed-out-lists.ts";
import { endpoint, get, type PlatformParts } from "../reference/hand-made.ts";
import { add, remove, tree } from "./lifecycle-happenings.ts";
import {
  DONE,
  frees,
  insertPage,
  makes,
  makesOther,
  meanwhile,
  mergeAll,
  NIC_AND_DISK,
  put,
  read,
  shows,
  showsNew,
  tearDown,
  touches,
} from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

const nic = get("nic", "a");

describe("the lists that outlive a change", () => {
  /** The lists of a scenario with the step of the change that each outlives first. */
  function outliving(steps: readonly Step[], switches: Partial<Profile> = {}, parts = NIC_AND_DISK): readonly string[] {
    const happenings = steps.map((step): Happening => [step, DONE]);
    return [...outlivingLists(observed(parts, happenings, switches).facts)].map(([{ label }, at]) => `${label} ${at}`);
  }

  test("are those that are alive while a function comes or goes, by the first that does", () => {
    expect(outliving([nic, remove("disk"), put("a")])).toEqual(["a 1"]);
    expect(outliving([nic, remove("disk"), add("disk"), put("a")])).toEqual(["a 1"]);
    expect(outliving([remove("disk"), nic, add("disk"), get("disk", "b")])).toEqual(["a 2"]);
    expect(outliving([nic, get("disk", "b"), remove("nic")])).toEqual(["a 2", "b 2"]);
  });

  test("are none that were put before, or got afterwards", () => {
    expect(outliving([nic, put("a"), remove("disk")])).toEqual([]);
    expect(outliving([remove("disk"), nic, put("a")])).toEqual([]);
    expect(outliving([nic, put("a")])).toEqual([]);
  });

  test("are none that live through nothing but misuse, which changes nothing", () => {
    expect(outliving([nic, add("disk"), put("a")])).toEqual([]);
    expect(outliving([nic, add("disk"), remove("disk"), put("a")])).toEqual([]);
    expect(outliving([nic, remove("disk"), remove("disk"), put("a")])).toEqual(["a 1"]);
  });

  test("have something in them: a region of an RMRR, or the interrupt window", () => {
    const bare: PlatformParts = { functions: [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")] };
    const steps = [nic, remove("disk")];
    expect(outliving(steps, {}, bare)).toEqual(["a 1"]);
    expect(outliving(steps, { msiWindow: "no" }, bare)).toEqual([]);
    expect(outliving(steps, { msiWindow: "either" }, bare)).toEqual([]);
    expect(outliving(steps, { msiWindow: "no" })).toEqual(["a 1"]);
  });

  test("are none of a device that is not there, or not known", () => {
    expect(outliving([remove("nic"), nic, remove("disk")])).toEqual([]);
    expect(outliving([get("ghost", "a"), remove("disk")])).toEqual([]);
  });

  test("may have been made or merged as well", () => {
    expect(outliving([insertPage("l"), mergeAll("g"), remove("disk")], { msiWindow: "no" })).toEqual(["l 2", "g 2"]);
  });
});

/** `kind list step` of every fault that is charged to a change which the list outlives. */
function charged(happenings: readonly Happening[], parts = NIC_AND_DISK): readonly string[] {
  return outlivingListFaults(observed(parts, happenings, {}, true)).map(
    ({ kind, list, step }) => `${kind} ${list ?? "no list"} ${step}`,
  );
}

const got: Happening = [nic, showsNew(1)];
const nicGoes: Happening = [remove("nic"), DONE];
const diskGoes: Happening = [remove("disk"), DONE];
const frees1: StepResult = meanwhile(DONE, frees(1));

describe("a change", () => {
  test("frees and touches nothing of a list that is alive", () => {
    expect(charged([got, [remove("nic"), frees1]])).toEqual(["freed-while-listed no list 1"]);
    expect(charged([got, [remove("nic"), meanwhile(DONE, touches(1))]])).toEqual(["touched-after-free no list 1"]);
    const [two, putOne] = [[get("disk", "b"), showsNew(2)] as const, [put("a"), frees1] as const];
    expect(charged([got, two, putOne, [remove("nic"), frees1]])).toEqual(["freed-again no list 3"]);
  });

  test("may lose memory of its own: that is for the rules on memory", () => {
    expect(charged([got, [remove("nic"), meanwhile(DONE, makes(5))]])).toEqual([]);
  });
});

describe("a list that has outlived a change", () => {
  test("is as it was, and its objects are its own and alive", () => {
    expect(charged([got, diskGoes, [read("a"), shows()]])).toEqual(["changed a 2"]);
    expect(charged([got, diskGoes, [read("a"), { ...shows(1, 1), endless: true }]])).toEqual(["endless-list a 2"]);
    expect(charged([[get("disk", "b"), showsNew(2)], got, nicGoes, [read("a"), shows(2)]])).toEqual([
      "changed a 3",
      "in-two-lists a 3",
    ]);
    expect(charged([[mergeAll("g"), showsNew(1)], diskGoes, [insertPage("g"), meanwhile(shows(1), frees(1))]])).toEqual(
      ["freed-while-listed g 2"],
    );
  });

  test("is charged elsewhere with what has nothing to do with a change", () => {
    expect(charged([got, diskGoes, [read("a"), shows(1, 1)]])).toEqual(["changed a 2"]);
    expect(charged([[mergeAll("g"), showsNew(1)], diskGoes, [insertPage("g"), shows()]])).toEqual([]);
  });

  test("is not charged with what befell it before", () => {
    expect(charged([got, [read("a"), shows()], diskGoes, [put("a"), frees1]])).toEqual([]);
    expect(charged([got, [read("a"), shows()], diskGoes, [read("a"), shows(1)]])).toEqual([]);
  });

  test("is not charged with what befalls lists that outlive nothing, too", () => {
    const fresh: Happening = [get("disk", "b"), showsNew(2)];
    expect(charged([got, diskGoes, [read("a"), shows()], fresh, [read("b"), shows()]])).toEqual([]);
    expect(charged([got, diskGoes, [read("a"), shows()], fresh, [read("b"), shows(2)]])).toEqual(["changed a 2"]);
    expect(charged([got, nicGoes, [put("a"), DONE], fresh, [put("b"), DONE]])).toEqual([]);
  });

  test("is told from another list with the same label", () => {
    const again: Happening = [get("disk", "a"), showsNew(2)];
    expect(charged([got, nicGoes, [put("a"), frees1], again, [read("a"), shows()]])).toEqual([]);
    expect(charged([got, [put("a"), frees1], [nic, showsNew(2)], nicGoes, [read("a"), shows()]])).toEqual([
      "changed a 4",
    ]);
    expect(charged([got, nicGoes, [put("a"), DONE], again])).toEqual(["not-freed a 2"]);
  });
});

describe("the put of a list whose device has gone meanwhile", () => {
  const other: Happening = [get("disk", "b"), showsNew(2)];

  test("frees its own, each once, and nothing else", () => {
    expect(charged([got, nicGoes, [put("a"), frees1]])).toEqual([]);
    expect(charged([got, nicGoes, [put("a"), DONE]])).toEqual(["not-freed a 2"]);
    expect(charged([got, nicGoes, [put("a"), meanwhile(DONE, frees(1, 1))]])).toEqual(["freed-twice a 2"]);
    expect(charged([other, got, nicGoes, [put("a"), meanwhile(DONE, frees(1, 2))]])).toEqual(["frees-other-list a 3"]);
    expect(
      charged(
        [
          [nic, showsNew(1)],
          [remove("port"), DONE],
          [put("a"), DONE],
        ],
        tree,
      ),
    ).toEqual(["not-freed a 2"]);
    expect(charged([got, diskGoes, nicGoes, [add("disk"), DONE], [put("a"), DONE]])).toEqual(["not-freed a 4"]);
  });

  test("is no other: with its device there, what it does wrong has nothing to do with a change", () => {
    for (const wrong of [DONE, meanwhile(DONE, frees(1, 1)), meanwhile(DONE, frees(1, 2))]) {
      expect(charged([other, got, diskGoes, [put("a"), wrong]])).toEqual([]);
      expect(charged([other, nicGoes, [add("nic"), DONE], got, diskGoes, [put("a"), wrong], nicGoes])).toEqual([]);
    }
    // To add what is there is misuse, and takes nothing away.
    expect(charged([got, diskGoes, [add("nic"), DONE], [put("a"), DONE]])).toEqual([]);
    expect(charged([[mergeAll("g"), showsNew(1)], nicGoes, [put("g"), meanwhile(DONE, frees(1, 1))]])).toEqual([]);
  });
});

test("what is left when everything is torn down is no list's", () => {
  expect(charged([[nic, meanwhile(shows(1), makes(1), makesOther(2))], nicGoes, [tearDown, DONE]])).toEqual([]);
});
