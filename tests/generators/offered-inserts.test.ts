/** What is offered in place of the lists that are inserted, and in place of two regions that are. */

import { describe, expect, test } from "vitest";
import { EMPTY_PLAN, type Plan, type PlanStep } from "../../generators/plan.ts";
import { compareMeasures } from "../../generators/shrinking/compare-measures.ts";
import { insertRegions, mergeInserts } from "../../generators/shrinking/insert-passes.ts";
import { measure } from "../../generators/shrinking/measure.ts";
import type { AddressRange } from "../../model/region.ts";
import { get, insert, nic, offers, ONE_ROOT, pages, rmrr } from "./small-plans.ts";

/** A step in short: what goes into which list. */
function written(step: PlanStep): string {
  switch (step.do) {
    case "insert": {
      const { start, end, type, protection } = step.region;
      return `${start.toString(16)}-${end.toString(16)} ${type} ${protection} into ${step.list}`;
    }
    case "insert-all-of":
      return `${step.source} into ${step.list}`;
    default:
      return "list" in step ? `${step.do} ${step.list}` : step.do;
  }
}

const stepsOf = ({ steps }: Plan): readonly string[] => steps.map(written);

function all(list: number, source: number): PlanStep {
  return { do: "insert-all-of", list, source };
}

/** An RMRR of a function whose region is some pages. */
function rmrrAt(first: number, last?: number): Plan["rmrrs"][number] {
  const { start, end } = pages(first, last);
  return { ...rmrr(0), base: start, limit: end };
}

/** A device with some RMRRs, and what is done. */
function device(rmrrs: Plan["rmrrs"], ...steps: readonly PlanStep[]): Plan {
  return { ...ONE_ROOT, functions: [nic()], rmrrs, steps };
}

/** What is left of a plan besides its steps. */
function besides({ steps: _, ...rest }: Plan): Omit<Plan, "steps"> {
  return rest;
}

const WINDOW = "fee00000-feefffff msi 0";

describe("inserting a list", () => {
  test("is not needed by plans that insert none", () => {
    expect([...insertRegions.candidates(device([rmrrAt(1)], get(0), insert({}, 1)))]).toEqual([]);
  });

  test("is first inserting what RMRRs reserve, in either order, with the interrupt window or without, and no platform", () => {
    const used: readonly PlanStep[] = [
      { do: "ask", predicate: "locked", device: 0 },
      get(0, 1),
      { do: "scribble", list: 1 },
      insert(pages(9), 0),
      all(0, 1),
      { do: "show", group: 0 },
      { do: "add", device: 0 },
      { do: "read", list: 0 },
      { do: "fail-allocations", first: 1, count: 1 },
    ];
    const plan: Plan = {
      ...device([rmrrAt(2), rmrrAt(4, 5)], ...used),
      groups: [{ members: [0] }],
      lastListFirst: true,
    };
    const candidates = [...insertRegions.candidates(plan)].slice(0, 6);
    for (const candidate of candidates)
      expect(besides(candidate)).toEqual({ ...besides(EMPTY_PLAN), lastListFirst: true });
    const between = (...regions: readonly string[]): readonly string[] => [
      "9000-9fff direct 3 into 0",
      ...regions.map((region) => `${region} into 0`),
      "read 0",
      "fail-allocations",
    ];
    const orders = (type: string): readonly (readonly string[])[] => [
      between(`2000-2fff ${type} 3`, `4000-5fff ${type} 3`),
      between(`4000-5fff ${type} 3`, `2000-2fff ${type} 3`),
      between(`2000-2fff ${type} 3`, `4000-5fff ${type} 3`, WINDOW),
    ];
    expect(candidates.map(stepsOf)).toEqual([...orders("direct"), ...orders("direct-relaxable")]);
  });

  test("goes on where no RMRR is left, if what is inserted beside it meets the interrupt window", () => {
    const plan = device([rmrrAt(2)], get(0, 1), insert({ ...pages(9), type: "reserved" }, 0), all(0, 1), insert({}, 0));
    const candidates = [...insertRegions.candidates(plan)].slice(6, 12);
    for (const candidate of candidates) expect(besides(candidate)).toEqual({ ...besides(plan), rmrrs: [] });
    const about = ["fedff000-fedfffff msi 0 into 0", `${WINDOW} into 0`, "fef00000-fef00fff msi 0 into 0"];
    const [before, after] = ["9000-9fff reserved 3 into 0", "1000-1fff direct 3 into 0"];
    expect(candidates.map(stepsOf)).toEqual([
      ...about.map((region) => ["get 1", region, "1 into 0", after]),
      ...about.map((region) => ["get 1", before, "1 into 0", region]),
    ]);
  });

  test("is inserting one region of any RMRR, of the window or of another insert; its list stays only where it is wanted", () => {
    const plan = device(
      [rmrrAt(2), rmrrAt(4)],
      get(0, 1),
      all(0, 1),
      { do: "put", list: 1 },
      insert({ ...pages(9), type: "reserved" }, 0),
    );
    // Behind those without devices and those without RMRRs.
    const candidates = [...insertRegions.candidates(plan)].slice(6 + 3);
    const regions = [
      "1000-1fff direct 3",
      "2000-2fff direct 3",
      "4000-4fff direct 3",
      WINDOW,
      "2000-2fff direct-relaxable 3",
      "4000-4fff direct-relaxable 3",
      "9000-9fff reserved 3",
    ];
    const last = "9000-9fff reserved 3 into 0";
    expect(candidates.map(stepsOf)).toEqual(
      regions.flatMap((region) => [
        [`${region} into 0`, last],
        ["get 1", `${region} into 0`, "put 1", last],
      ]),
    );
    for (const candidate of candidates) expect(besides(candidate)).toEqual(besides(plan));
  });

  test("is so for all lists at once, and for each by itself", () => {
    const plan = device([], get(0, 1), all(0, 1), get(0, 2), all(0, 2));
    const simple = "1000-1fff direct 3 into 0";
    const expected = (region: string): readonly (readonly string[])[] => [
      [region, region],
      [region, "get 2", "2 into 0"],
      ["get 1", region, "get 2", "2 into 0"],
      ["get 1", "1 into 0", region],
      ["get 1", "1 into 0", "get 2", region],
    ];
    expect(offers(insertRegions, plan, stepsOf)).toEqual([...expected(simple), ...expected(`${WINDOW} into 0`)]);
    // Without an RMRR there is nothing that the window could stand for.
    const beside = offers(insertRegions, device([], get(0, 1), all(0, 1), insert(pages(9), 0)), stepsOf);
    expect(beside).toHaveLength(3 * 2);
  });

  test("is one of the first six RMRRs, and of the first eight steps", () => {
    const rmrrs = [2, 3, 4, 5, 6, 7, 8].map((page) => rmrrAt(page));
    const inserts = [0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18].map((page) => insert(pages(page), 0));
    const text = offers(insertRegions, device(rmrrs, get(0, 1), all(0, 1), ...inserts), (each) => stepsOf(each)[0]!);
    expect(text).toContain("7000-7fff direct 3 into 0");
    expect(text).not.toContain("8000-8fff direct 3 into 0");
    const ranges = text.map((each) => each.split("-")[0]);
    expect(ranges).toContain("17000");
    expect(ranges).not.toContain("18000");
  });

  test("is less simple than whatever is offered for it", () => {
    const plan = device(
      [rmrrAt(2), rmrrAt(4)],
      get(0, 1),
      all(0, 1),
      get(0, 2),
      insert({ type: "msi", protection: 7 }, 2),
      all(0, 2),
    );
    for (const candidate of insertRegions.candidates(plan)) {
      expect(compareMeasures(measure(candidate), measure(plan))).toBeLessThan(0);
    }
  });
});

describe("two inserts", () => {
  const inserts = (...ranges: readonly AddressRange[]): Plan => ({
    ...EMPTY_PLAN,
    otherDevices: [{}],
    steps: [get(-1, 1), ...ranges.map((range) => insert(range))],
  });
  const onPages = (...numbers: readonly number[]): Plan => inserts(...numbers.map((page) => pages(page)));

  test("are one if that is chosen anew between any two of the addresses that matter", () => {
    const steps = [
      get(-1, 1),
      insert({ ...pages(1), type: "msi" }),
      insert(pages(2)),
      insert({ ...pages(3), protection: 1 }),
    ];
    const offered = offers(mergeInserts, { ...inserts(), steps }, (each) => stepsOf(each).slice(1));
    const anew = ["1000-1fff", "1000-2fff", "1000-3fff", "2000-2fff", "2000-3fff", "3000-3fff"];
    const [first, second, third] = ["msi 3 into 0", "direct 3 into 0", "direct 1 into 0"];
    // The first one goes, then the second, then the third; each of the others takes what it had.
    expect(offered).toEqual([
      ...anew.map((range) => [`${range} ${second}`, `3000-3fff ${third}`]),
      ...anew.map((range) => [`2000-2fff ${second}`, `${range} ${third}`]),
      ...anew.map((range) => [`${range} ${first}`, `3000-3fff ${third}`]),
      ...anew.map((range) => [`1000-1fff ${first}`, `${range} ${third}`]),
      ...anew.map((range) => [`${range} ${first}`, `2000-2fff ${second}`]),
      ...anew.map((range) => [`1000-1fff ${first}`, `${range} ${second}`]),
    ]);
  });

  test("are so only among three to seven, of seven addresses at most", () => {
    const count = (...numbers: readonly number[]): number => offers(mergeInserts, onPages(...numbers), () => 1).length;
    expect(count(1, 2)).toBe(0);
    expect(count(1, 2, 3)).toBe(3 * 2 * 6);
    expect(count(1, 1, 1, 1, 1, 1, 1)).toBe(7 * 6);
    expect(count(1, 1, 1, 1, 1, 1, 1, 1)).toBe(0);
    expect(count(1, 2, 3, 4, 5, 6)).toBe(6 * 5 * 21);
    expect(count(1, 3, 5, 7)).toBe(0);
  });

  test("are less simple than whatever is offered for them", () => {
    const plan = onPages(1, 3, 5);
    for (const candidate of mergeInserts.candidates(plan)) {
      expect(compareMeasures(measure(candidate), measure(plan))).toBeLessThan(0);
    }
  });
});
