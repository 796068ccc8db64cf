import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LINUX_PROFILE } from "../../model/profile.ts";
import { canonicalJson } from "../../runner/canonical-json.ts";
import { ENDING_LIMITS, Endings } from "../../runner/endings.ts";
import { Heartbeat, NOTHING_BEGUN, StallClock } from "../../runner/heartbeat.ts";
import { isReached } from "../../runner/requirement-outcome.ts";
import { resolveProfile } from "../../runner/resolve-profile.ts";
import { matchesPattern, selectRequirements } from "../../runner/select.ts";

describe("a pattern of ids", () => {
  test("matches as the regular expression of the same meaning does", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "/", "-"), maxLength: 12 });
    const pattern = fc.string({ unit: fc.constantFrom("a", "b", "/", "-", "*", "?"), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (wanted, id) => {
        const expression = new RegExp(`^${wanted.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`, "u");
        expect(matchesPattern(wanted, id)).toBe(expression.test(id));
      }),
      { numRuns: 5000 },
    );
  });

  test("does not take exponential time", () => {
    expect(matchesPattern("*a".repeat(40), "a".repeat(2000) + "b")).toBe(false);
  });

  test("selects in the order of the suite, each once", () => {
    const all = ["a/x", "a/y", "b/x"].map((id) => ({ id }));
    expect(selectRequirements(all, ["b/*", "*/x", "a/x"]).map(({ id }) => id)).toEqual(["a/x", "b/x"]);
    expect(selectRequirements(all, [])).toEqual(all);
  });
});

describe("a stream", () => {
  test("is given up after ten hangs, or three in a row", () => {
    const apart = new Endings(ENDING_LIMITS);
    const reasons = Array.from({ length: 10 }, (_, index) => apart.count(2 * index, "hung"));
    expect(reasons.map((reason) => reason !== undefined)).toEqual([...new Array<boolean>(9).fill(false), true]);
    const inARow = new Endings(ENDING_LIMITS);
    expect([3, 5, 6, 7].map((index) => inARow.count(index, "hung") !== undefined)).toEqual([false, false, false, true]);
  });

  test("is given up after 100 hangs that were found by counting, or 20 in a row, whatever else hung between them", () => {
    const apart = new Endings(ENDING_LIMITS);
    const reasons = Array.from({ length: 100 }, (_, index) => apart.count(2 * index, "counted"));
    expect(reasons.findIndex((reason) => reason !== undefined)).toBe(99);
    const inARow = new Endings(ENDING_LIMITS);
    const last = Array.from({ length: 20 }, (_, index) => inARow.count(index, "counted")).at(-1);
    expect(last).toBe("given up after 20 cases in a row that hung");
    const mixed = new Endings(ENDING_LIMITS);
    for (let index = 0; index < 60; index++) {
      expect(mixed.count(index, index % 15 === 14 ? "hung" : "counted")).toBeUndefined();
    }
  });

  test("is not given up for a few deaths, but for 100, or 20 in a row", () => {
    const endings = new Endings(ENDING_LIMITS);
    const reasons = Array.from({ length: 100 }, (_, index) => endings.count(2 * index, "died"));
    expect(reasons.findIndex((reason) => reason !== undefined)).toBe(99);
    const inARow = new Endings(ENDING_LIMITS);
    const last = Array.from({ length: 20 }, (_, index) => inARow.count(index, "died"));
    expect(last.slice(-2)).toEqual([undefined, "given up after 20 cases in a row that died"]);
  });

  test("has reached a requirement from 25 of 1,000 cases on, in proportion, and never by none", () => {
    expect([isReached(1000, 24), isReached(1000, 25)]).toEqual([false, true]);
    expect([isReached(10_000, 249), isReached(10_000, 250)]).toEqual([false, true]);
    expect([isReached(100, 1), isReached(100, 2)]).toEqual([false, true]);
    expect([isReached(1, 0), isReached(1, 1), isReached(0, 0)]).toEqual([false, true, false]);
  });
});

describe("a heartbeat", () => {
  test("tells another holder of its memory where the judge is", () => {
    const here = new Heartbeat();
    const there = new Heartbeat(here.shared);
    here.drawing(2, 77);
    expect(there.read()).toMatchObject({ phase: "drawing", course: 2, index: 77, step: undefined });
    here.executing();
    here.step(5);
    expect(there.read()).toMatchObject({ phase: "executing", step: 5 });
    const { sequence } = there.read();
    here.step(6);
    expect(there.read().sequence).toBe(sequence);
    here.judging();
    expect(there.read().sequence).not.toBe(sequence);
    here.resting();
    there.rewind();
    expect(here.read()).toMatchObject({ phase: "resting", index: NOTHING_BEGUN });
  });

  test("is taken for stuck by the time that was watched, and not by the time that passed", () => {
    const clock = new StallClock(10);
    expect(clock.poll(1, 0)).toBe(0);
    expect(clock.poll(1, 10)).toBe(10);
    // The watcher itself was stopped for an hour.
    expect(clock.poll(1, 3_600_000)).toBe(30);
    expect(clock.poll(2, 3_600_010)).toBe(0);
    expect(clock.poll(2, 3_600_020)).toBe(10);
  });
});

describe("a profile", () => {
  test("is the one asked for, else the implementation's, else linux", () => {
    const description = { name: "x", profile: "linux-5.3" };
    expect(resolveProfile("vtd", description).name).toBe("vtd");
    expect(resolveProfile(undefined, description).name).toBe("linux-5.3");
    expect(resolveProfile(undefined, { name: "x" })).toBe(LINUX_PROFILE);
  });

  test("has the switches relaxed that the implementation names", () => {
    expect(resolveProfile(undefined, { name: "x", either: ["vfInherit"] })).toEqual({
      ...LINUX_PROFILE,
      vfInherit: "either",
    });
  });

  test("that does not exist is wrong usage, and so is a switch", () => {
    const thrown = (action: () => unknown): unknown => {
      try {
        return action();
      } catch (error) {
        return error;
      }
    };
    expect(thrown(() => resolveProfile("lunix", { name: "x" }))).toMatchObject({ code: "UNKNOWN_PROFILE" });
    expect(thrown(() => resolveProfile(undefined, { name: "x", either: ["name" as "vfInherit"] }))).toMatchObject({
      code: "UNKNOWN_SWITCH",
    });
  });
});

test("canonical JSON does not depend on the order of members", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true }), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});
