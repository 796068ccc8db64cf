import { describe, expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import { listLives } from "../../oracle/list-lives.ts";
import { get } from "../reference/hand-made.ts";
import {
  DONE,
  empty,
  insertAll,
  insertPage,
  mergeAll,
  NIC_AND_DISK,
  put,
  read,
  scribble,
} from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

function lives(...steps: readonly Step[]): ReturnType<typeof listLives> {
  const happenings = steps.map((step): Happening => [step, DONE]);
  return listLives(observed(NIC_AND_DISK, happenings).facts);
}

const nothing = { writes: [], inserts: [], reads: [] };

describe("the life of a list", () => {
  test("begins with the step that makes it, and ends with its put or not at all", () => {
    expect(lives(get("ghost", "a"), mergeAll("g"), insertPage("l"), insertAll("m", "l"), put("g"))).toEqual([
      { ...nothing, label: "a", origin: "got", from: 0, until: 5 },
      { ...nothing, label: "g", origin: "group", from: 1, until: 4 },
      { ...nothing, label: "l", origin: "made", from: 2, until: 5, inserts: [2] },
      { ...nothing, label: "m", origin: "made", from: 3, until: 5, inserts: [3] },
    ]);
  });

  test("knows the get that it comes from, if the platform has the device", () => {
    const found = lives(get("ghost", "a"), get("nic", "b"), mergeAll("g"), get("ghost", "c"), get("disk", "d"));
    expect(found.map(({ label, get: from }) => [label, from?.label, from?.step])).toEqual([
      ["a", undefined, undefined],
      ["b", "nic", 1],
      ["g", undefined, undefined],
      ["c", undefined, undefined],
      ["d", "disk", 4],
    ]);
  });

  test("holds what was done with the list, each step in its place", () => {
    const steps = [
      mergeAll("g"),
      scribble("g"),
      read("g"),
      insertPage("g"),
      empty("g"),
      insertAll("g", "x"),
      read("g"),
    ];
    expect(lives(...steps)).toEqual([
      { label: "g", origin: "group", from: 0, until: 7, writes: [1, 4], inserts: [3, 5], reads: [2, 6] },
    ]);
  });

  test("is another one if the label comes again", () => {
    expect(lives(insertPage("l"), put("l"), read("l"), insertPage("l"), read("l"))).toEqual([
      { ...nothing, label: "l", origin: "made", from: 0, until: 1, inserts: [0] },
      { ...nothing, label: "l", origin: "made", from: 3, until: 5, inserts: [3], reads: [4] },
    ]);
  });

  test("is nobody's if there is no such list", () => {
    expect(lives(read("x"), scribble("x"), empty("x"), put("x"))).toEqual([]);
  });
});
