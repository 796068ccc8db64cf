import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import type { Profile } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { anyProfile } from "../oracle/any-profile.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { NaiveSubject } from "../oracle/naive-subject.ts";

/** Everything that is not passed, as text. */
function complaints(scenario: Scenario, trace: Trace, profile: Profile): readonly string[] {
  return judgeCase(REQUIREMENTS, scenario, trace, profile)
    .filter(({ outcome }) => outcome !== "pass")
    .map(({ requirement, outcome, witnesses }) => `${outcome} ${requirement.id} ${witnesses.map(({ rule }) => rule)}`);
}

/** Choices from the bits of a number, again and again. */
function chooser(bits: number): () => boolean {
  let at = 0;
  return () => ((bits >>> (at++ % 31)) & 1) === 1;
}

describe("a subject that does everything right by definition", () => {
  for (const { name, scenarios } of STREAMS) {
    test(`passes every requirement that a case of the ${name} stream triggers, under any profile`, () => {
      fc.assert(
        fc.property(scenarios(), anyProfile(), fc.nat(), (scenario, profile, bits) => {
          const trace = new NaiveSubject(scenario, profile, chooser(bits)).trace();
          expect(complaints(scenario, trace, profile)).toEqual([]);
        }),
        { numRuns: lawRuns(2000), seed: 21 },
      );
    });
  }

  test("passes, or is not observable, where it does not account for its memory", () => {
    for (const { scenarios } of STREAMS) {
      fc.assert(
        fc.property(scenarios(), anyProfile(), fc.nat(), (scenario, profile, bits) => {
          const trace = new NaiveSubject(scenario, profile, chooser(bits), false).trace();
          const memory = ["ownership/put-frees-own", "merge/no-leak", "merge/no-use-after-free", "conduct/no-warning"];
          expect(complaints(scenario, trace, profile).toSorted()).toEqual(
            REQUIREMENTS.filter(({ id }) => memory.includes(id))
              .filter(({ id }) =>
                judgeCase(REQUIREMENTS, scenario, trace, profile).some((v) => v.requirement.id === id),
              )
              .map(({ id }) => `not-observable ${id} `)
              .sort(),
          );
        }),
        { numRuns: 300, seed: 22 },
      );
    }
  });
});
