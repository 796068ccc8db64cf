import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { Step } from "../../model/scenario.ts";
import { isDueSomething, listLives } from "../../oracle/list-lives.ts";
import {
  ASKED_TWICE,
  LISTS_OF_ONE_DEVICE_MEET,
  listTraits,
  LOOKED_AT_AGAIN,
  OUTLIVES_WRITE,
  PUT,
  seenListTraits,
  SOME_LIST,
} from "../../oracle/list-traits.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { endpoint, get, type PlatformParts } from "../reference/hand-made.ts";
import { lawRuns } from "./law-runs.ts";
import {
  DECLINED,
  DONE,
  empty,
  insertPage,
  mergeAll,
  NIC_AND_DISK,
  put,
  read,
  scribble,
  shows,
} from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

const NAMES = [
  [SOME_LIST, "some list"],
  [LISTS_OF_ONE_DEVICE_MEET, "two of one device meet"],
  [OUTLIVES_WRITE, "outlives a write"],
  [PUT, "put"],
  [LOOKED_AT_AGAIN, "looked at again"],
  [ASKED_TWICE, "asked twice"],
] as const;

function inWords(traits: number): readonly string[] {
  return NAMES.filter(([bit]) => (traits & bit) !== 0).map(([, name]) => name);
}

/** The traits of lists that a scenario asks for, besides that there are some. */
function asked(steps: readonly Step[], switches: Partial<Profile> = {}, parts = NIC_AND_DISK): readonly string[] {
  const happenings = steps.map((step): Happening => [step, DONE]);
  return inWords(listTraits(observed(parts, happenings, switches).facts)).filter((name) => name !== "some list");
}

function seen(happenings: readonly Happening[], parts: PlatformParts = NIC_AND_DISK): readonly string[] {
  return inWords(seenListTraits(observed(parts, happenings, { msiWindow: "no" })));
}

const a = get("nic", "a");
const b = get("nic", "b");
const c = get("nic", "c");
const other = get("disk", "d");
/** Nothing names these. */
const UNNAMED: PlatformParts = { functions: [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")] };

describe("the lists that a scenario asks for", () => {
  test("are there, or are not", () => {
    const facts = (...steps: Step[]): ScenarioFacts =>
      observed(
        UNNAMED,
        steps.map((step) => [step, DONE]),
        { msiWindow: "no" },
      ).facts;
    expect(inWords(listTraits(facts()))).toEqual([]);
    expect(inWords(listTraits(facts(a)))).toEqual(["some list"]);
  });

  test("are put, or last until the end", () => {
    expect(asked([a])).toEqual([]);
    expect(asked([a, put("a")])).toEqual(["put"]);
    expect(asked([mergeAll("g"), put("g")])).toEqual([]);
    expect(asked([get("ghost", "a"), put("a")])).toEqual([]);
  });

  test("are looked at again", () => {
    expect(asked([a, read("a")])).toEqual(["looked at again"]);
    expect(asked([mergeAll("g"), read("g")])).toEqual(["looked at again"]);
  });

  test("of one device meet if the earlier one lasts until the later one is got", () => {
    expect(asked([a, b])).toEqual(["two of one device meet", "asked twice"]);
    expect(asked([a, other])).toEqual([]);
    expect(asked([a, put("a"), b])).toEqual(["put", "asked twice"]);
    expect(asked([a, b, put("b"), c])).toEqual(["two of one device meet", "put", "asked twice"]);
    expect(asked([mergeAll("g"), mergeAll("h")])).toEqual([]);
  });

  test("outlive a write to another one if they are looked at, or got, after it", () => {
    expect(asked([a, scribble("a"), other])).toEqual(["outlives a write"]);
    expect(asked([other, a, empty("a"), read("d")])).toEqual(["outlives a write", "looked at again"]);
    expect(asked([mergeAll("g"), a, empty("a"), read("g")])).toEqual(["outlives a write", "looked at again"]);
    expect(asked([a, other, read("d"), scribble("a")])).toEqual(["looked at again"]);
    expect(asked([a, other, scribble("a")])).toEqual([]);
    // What is merged only after the write was not there to be changed.
    expect(asked([a, scribble("a"), mergeAll("g"), read("g")])).toEqual(["looked at again"]);
  });

  test("outlive the first write of all, whichever list it is to", () => {
    const outlived = ["outlives a write", "looked at again"];
    expect(asked([mergeAll("g"), a, other, scribble("d"), read("g"), scribble("a")])).toEqual(outlived);
    expect(asked([mergeAll("g"), a, other, scribble("a"), read("g"), scribble("d")])).toEqual(outlived);
    expect(asked([mergeAll("g"), mergeAll("h"), a, scribble("a"), read("h")])).toEqual(outlived);
  });

  test("outlive no write to themselves, but one to each other", () => {
    expect(asked([a, scribble("a"), read("a")])).toEqual(["looked at again"]);
    expect(asked([a, other, scribble("a"), scribble("d"), read("d")])).toEqual(["outlives a write", "looked at again"]);
    expect(asked([a, other, scribble("a"), scribble("d"), read("a")])).toEqual(["outlives a write", "looked at again"]);
    expect(asked([a, other, scribble("d"), scribble("a"), read("a")])).toEqual(["outlives a write", "looked at again"]);
    expect(asked([a, other, scribble("a"), read("a"), scribble("d")])).toEqual(["looked at again"]);
  });

  test("count if they are due something", () => {
    const twice = [a, b];
    const meet = ["two of one device meet", "asked twice"];
    expect(asked(twice, { msiWindow: "no" })).toEqual(meet);
    expect(asked(twice, {}, UNNAMED)).toEqual(meet);
    expect(asked(twice, { msiWindow: "no" }, UNNAMED)).toEqual([]);
    expect(asked(twice, { msiWindow: "either" }, UNNAMED)).toEqual([]);
    expect(asked([{ do: "remove", device: "nic" }, ...twice])).toEqual([]);
  });

  test("have the traits that each pair of them has", () => {
    for (const { scenarios } of STREAMS.filter(({ name }) => ["ownership", "merge", "lifecycle"].includes(name))) {
      fc.assert(
        fc.property(scenarios(), (scenario) => {
          const facts = new ScenarioFacts(scenario, LINUX_PROFILE);
          expect(inWords(listTraits(facts)).slice(1)).toEqual(pairwise(facts));
        }),
        { numRuns: lawRuns(200), seed: 84 },
      );
    }
  });
});

/** The traits, pair by pair. */
function pairwise(facts: ScenarioFacts): readonly string[] {
  const lives = listLives(facts).filter((life) => isDueSomething(life, facts));
  const end = facts.scenario.steps.length;
  const pairs = lives.flatMap((one) => lives.filter((two) => two !== one).map((two) => [one, two] as const));
  const again = pairs.filter(([{ get: one, from }, { get: two, from: later }]) => {
    return one !== undefined && one.index === two?.index && from < later;
  });
  const found: Record<(typeof NAMES)[number][1], boolean> = {
    "some list": false,
    "two of one device meet": again.some(([one, two]) => one.until > two.from),
    "outlives a write": pairs.some(([one, two]) =>
      one.writes.some((write) => (two.from > write ? two.origin === "got" : two.reads.some((at) => at > write))),
    ),
    put: lives.some(({ origin, until }) => origin === "got" && until < end),
    "looked at again": lives.some(({ reads }) => reads.length > 0),
    "asked twice": again.length > 0,
  };
  return NAMES.map(([, name]) => name).filter((name) => found[name]);
}

describe("the lists that a trace shows", () => {
  test("are some if one is shown, with a region in it or, if it is due none, without", () => {
    expect(seen([[a, shows(1)]])).toEqual(["some list"]);
    expect(seen([[a, shows()]])).toEqual([]);
    expect(seen([[a, DONE]])).toEqual([]);
    expect(seen([[a, shows()]], UNNAMED)).toEqual(["some list"]);
    expect(seen([[a, DONE]], UNNAMED)).toEqual([]);
    const [first, second] = [[a, shows()] as const, [b, DONE] as const];
    expect(seen([first, second], UNNAMED)).toEqual(["some list"]);
    expect(seen([second, first], UNNAMED)).toEqual(["some list"]);
    expect(seen([], UNNAMED)).toEqual([]);
    expect(seen([[get("ghost", "a"), shows(1)]])).toEqual(["some list"]);
  });

  test("have something in them when they are got, or once something is inserted", () => {
    const look: Happening = [read("a"), shows(1)];
    expect(seen([[a, shows(1)], look])).toEqual(["some list", "looked at again"]);
    expect(seen([[a, shows()], look])).toEqual([]);
    expect(seen([[a, shows()], [insertPage("a"), shows(1)], look])).toEqual([]);
    expect(seen([[insertPage("a"), DECLINED], [insertPage("a"), shows(1)], look])).toEqual([
      "some list",
      "looked at again",
    ]);
    expect(seen([[mergeAll("a"), shows()], [insertPage("a"), shows(1)], look])).toEqual([
      "some list",
      "looked at again",
    ]);
    expect(seen([[mergeAll("a"), shows()], look])).toEqual([]);
  });

  test("are put, written to and looked at again as far as that was done", () => {
    const lists: readonly Happening[] = [
      [a, shows(1)],
      [other, shows(2)],
    ];
    expect(seen([...lists, [put("a"), DONE]])).toEqual(["some list", "put"]);
    expect(seen([...lists, [put("a"), DECLINED]])).toEqual(["some list"]);
    expect(seen([...lists, [read("a"), DECLINED], [read("a"), shows(1)]])).toEqual(["some list", "looked at again"]);
    expect(seen([...lists, [read("a"), DONE]])).toEqual(["some list"]);
    const [written, refused]: readonly Happening[] = [
      [scribble("a"), shows(1)],
      [scribble("a"), DECLINED],
    ];
    const after: Happening = [read("d"), shows(2)];
    expect(seen([...lists, refused!, written!, after])).toEqual(["some list", "outlives a write", "looked at again"]);
    expect(seen([...lists, refused!, after, written!])).toEqual(["some list", "looked at again"]);
    expect(seen([...lists, written!, [read("d"), DECLINED]])).toEqual(["some list"]);
  });

  test("last as long as their put was not carried out", () => {
    const again: Happening = [b, shows(2)];
    expect(seen([[a, shows(1)], [put("a"), DECLINED], again])).toEqual([
      "some list",
      "two of one device meet",
      "asked twice",
    ]);
    expect(seen([[a, shows(1)], [put("a"), DONE], again])).toEqual(["some list", "put", "asked twice"]);
  });
});
