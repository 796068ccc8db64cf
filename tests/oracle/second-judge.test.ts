/** The oracle and the brute-force models agree; `npm run campaign:judges` asks them a million times. */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lawRuns } from "./law-runs.ts";
import { naiveByteMerge } from "./naive-byte-merge.ts";
import { naiveCoverage } from "./naive-coverage.ts";
import { naiveMerge } from "./naive-merge.ts";
import { coverageCases, mergeCases, mergeDisagreement } from "./second-judge.ts";

describe("merging", () => {
  test("agrees with a second judge on each byte of a list", () => {
    fc.assert(
      fc.property(mergeCases(), (one) => {
        expect(mergeDisagreement(one)).toBeUndefined();
      }),
      { numRuns: lawRuns(5000), seed: 72 },
    );
  });
});

describe("the cases on which judges are compared", () => {
  test("have something to disagree about", () => {
    const coverage = fc.sample(coverageCases(), { numRuns: 1000, seed: 73 });
    const due = coverage.filter(({ scenario, profile }) =>
      scenario.platform.functions.some(({ label }) => naiveCoverage(scenario.platform, label, profile).size > 0),
    );
    expect(due.length).toBeGreaterThan(400);
    const merges = fc.sample(mergeCases(), { numRuns: 1000, seed: 74 });
    const joined = merges.filter(
      ({ regions, joinsTouching }) => naiveMerge(regions, joinsTouching).length < regions.length,
    );
    expect(joined.length).toBeGreaterThan(400);
  });

  test("are merged byte by byte as they are border by border", () => {
    fc.assert(
      fc.property(mergeCases(), ({ first, regions, joinsTouching }) => {
        expect(naiveByteMerge(regions, joinsTouching, first, 16)).toEqual(naiveMerge(regions, joinsTouching));
      }),
      { numRuns: lawRuns(2000), seed: 76 },
    );
  });
});
