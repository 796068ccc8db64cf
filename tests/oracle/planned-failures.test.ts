/** Which requests of a scenario must run out of memory, whoever is tested. */

import { describe, expect, test } from "vitest";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { Step } from "../../model/scenario.ts";
import { plannedFailures } from "../../oracle/planned-failures.ts";
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

/** The n-th allocation behind it fails, and as many as that from there on. */
function fail(first: number, count = 1): Step {
  return { do: "fail-allocations", first, count };
}

/** What fails, as step, request, and the place among the allocations that it needs. Each device is due two regions. */
function planned(steps: readonly Step[], switches: Partial<Profile> = {}): readonly string[] {
  const happenings = steps.map((step): Happening => [step, DONE]);
  return plannedFailures(observed(NIC_AND_DISK, happenings, { ...LINUX_PROFILE, ...switches }).facts).map(
    ({ step, request, place, of }) => `${step}: ${request} ${place}/${of}`,
  );
}

describe("an allocation that is to fail", () => {
  test("fails the next request, if that needs as many", () => {
    expect(planned([fail(1), get("nic", "a")])).toEqual(["1: get 1/2"]);
    expect(planned([fail(2), get("nic", "a")])).toEqual(["1: get 2/2"]);
    expect(planned([fail(3), get("nic", "a")])).toEqual([]);
    expect(planned([fail(1), insertPage("l")])).toEqual(["1: insert 1/1"]);
    expect(planned([fail(2), insertPage("l")])).toEqual([]);
    expect(planned([fail(4), mergeAll("g")])).toEqual(["1: group 4/4"]);
    expect(planned([fail(5), mergeAll("g")])).toEqual([]);
    expect(planned([get("nic", "a"), mergeAll("g")])).toEqual([]);
  });

  test("is counted from the last time that it was asked for, through whatever needs no memory", () => {
    const looks: readonly Step[] = [read("a"), { do: "show", group: "all" }, scribble("a")];
    expect(planned([get("nic", "a"), fail(1), ...looks, get("disk", "b")])).toEqual(["5: get 1/2"]);
    expect(planned([fail(1), fail(2), get("nic", "a")])).toEqual(["2: get 2/2"]);
    // Each fails one request; what falls into another one is not counted on.
    expect(planned([fail(1), get("nic", "a"), get("disk", "b")])).toEqual(["1: get 1/2"]);
    expect(planned([fail(3), get("nic", "a"), get("disk", "b")])).toEqual([]);
    expect(planned([fail(1), get("nic", "a"), fail(2), get("disk", "b")])).toEqual(["1: get 1/2", "3: get 2/2"]);
  });

  test("fails no request of a device that has no regions", () => {
    const remove: Step = { do: "remove", device: "nic" };
    expect(planned([fail(1), get("ghost", "a")])).toEqual([]);
    expect(planned([remove, fail(1), get("nic", "a")])).toEqual([]);
    expect(planned([remove, fail(2), mergeAll("g")])).toEqual(["2: group 2/2"]);
    expect(planned([remove, fail(3), mergeAll("g")])).toEqual([]);
    // The interrupt window is a region if the profile says so.
    for (const msiWindow of ["no", "either"] as const) {
      expect(planned([fail(1), get("nic", "a")], { msiWindow })).toEqual(["1: get 1/1"]);
      expect(planned([fail(2), get("nic", "a")], { msiWindow })).toEqual([]);
    }
  });
});

describe("inserting a list", () => {
  const all = (source: string, first: number, ...before: readonly Step[]): readonly string[] =>
    planned([...before, fail(first), insertAll("m", source)]).map((text) => text.slice(text.indexOf(":") + 2));

  test("needs as much as the list holds", () => {
    expect(all("a", 2, get("nic", "a"))).toEqual(["insert-all-of 2/2"]);
    expect(all("a", 3, get("nic", "a"))).toEqual([]);
    expect(all("g", 4, mergeAll("g"))).toEqual(["insert-all-of 4/4"]);
    expect(all("nobody's", 1, get("nic", "a"))).toEqual([]);
  });

  test("counts on no more than the most that was inserted at once: regions may have become one", () => {
    expect(all("l", 1, insertPage("l"), insertPage("l"))).toEqual(["insert-all-of 1/1"]);
    expect(all("l", 2, insertPage("l"), insertPage("l"))).toEqual([]);
    expect(all("l", 2, get("nic", "a"), insertAll("l", "a"), insertPage("l"))).toEqual(["insert-all-of 2/2"]);
  });

  test("needs nothing of one that was put or emptied", () => {
    expect(all("a", 1, get("nic", "a"), put("a"))).toEqual([]);
    expect(all("a", 1, get("nic", "a"), empty("a"))).toEqual([]);
    expect(all("a", 1, get("nic", "a"), scribble("a"))).toEqual(["insert-all-of 1/2"]);
    expect(all("a", 1, get("nic", "a"), put("a"), get("disk", "a"))).toEqual(["insert-all-of 1/2"]);
  });

  test("needs nothing of one that was asked for while memory may have been short", () => {
    const failed = "get 1/2";
    const wanted = "insert-all-of 1/2";
    expect(all("a", 1, fail(1), get("nic", "a"))).toEqual([failed]);
    // Once what was to fail has failed, memory is there again.
    expect(all("b", 1, fail(1), get("nic", "a"), get("disk", "b"))).toEqual([failed, wanted]);
    expect(all("b", 1, fail(1, 2), get("nic", "a"), get("disk", "b"))).toEqual([failed]);
    // What may still be to fail may fail anywhere.
    expect(all("b", 1, fail(3), get("nic", "a"), get("disk", "b"))).toEqual([]);
    expect(all("b", 1, get("disk", "b"), fail(1), get("nic", "a"))).toEqual([failed, wanted]);
  });
});
