import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { anyProfile } from "./any-profile.ts";
import { lawRuns } from "./law-runs.ts";
import { coverageDisagreement, WELL_FORMED } from "./second-judge.ts";

describe("coverage", () => {
  for (const { name, scenarios } of STREAMS.filter((stream) => WELL_FORMED.has(stream.name))) {
    test(`agrees with the definition for every device of the ${name} stream, under any profile`, () => {
      fc.assert(
        fc.property(scenarios(), anyProfile(), (scenario, base) => {
          // Table faults and overlaps have tests of their own.
          const profile = { ...base, malformed: "use", overlap: "allow" } as const;
          expect(coverageDisagreement({ scenario, profile })).toBeUndefined();
        }),
        { numRuns: lawRuns(2000), seed: 20 },
      );
    });
  }
});
