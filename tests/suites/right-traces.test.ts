import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import type { Requirement } from "../../suites/requirement.ts";
import { anyProfile } from "../oracle/any-profile.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { NaiveSubject } from "../oracle/naive-subject.ts";
import { complaintsOfOpenInsertions } from "./open-insertions.ts";
import { traceWithTwins } from "./trace-with-twins.ts";
import { complaintsOfUnseenTypes } from "./types-seen.ts";

/** The second judges read tables that are as they should be. */
const RIGHT_TABLES = STREAMS.filter(({ name }) => name !== "malformed");

/** What is open may be answered now in one way, now in another; a twin asks for one way. */
const ALONE = REQUIREMENTS.filter(({ twin }) => twin === undefined);
const COMPARED = REQUIREMENTS.filter(({ twin }) => twin !== undefined);

/**
 * Everything that is not passed, as text; what is not observable only if the requirement listens to the stream, there
 * are regions whose types can be seen, if it is about types, and what is merged is not open.
 */
function complaints(
  scenario: Scenario,
  trace: Trace,
  profile: Profile,
  stream: string,
  requirements: readonly Requirement[] = ALONE,
): readonly string[] {
  const unseen = new Set([
    ...complaintsOfUnseenTypes(scenario, trace),
    ...complaintsOfOpenInsertions(scenario, profile),
  ]);
  return judgeCase(requirements, scenario, trace, profile)
    .filter(
      ({ requirement, outcome }) =>
        outcome !== "pass" && (outcome !== "not-observable" || requirement.streams.some((name) => name === stream)),
    )
    .map(({ requirement, outcome, witnesses }) => `${outcome} ${requirement.id} ${witnesses.map(({ rule }) => rule)}`)
    .filter((complaint) => !unseen.has(complaint));
}

/** Choices from the bits of a number, again and again. */
function chooser(bits: number): () => boolean {
  let at = 0;
  return () => ((bits >>> (at++ % 31)) & 1) === 1;
}

describe("a subject that does everything right by definition", () => {
  for (const { name, scenarios } of RIGHT_TABLES) {
    test(`passes every requirement that a case of the ${name} stream triggers, under any profile`, () => {
      fc.assert(
        fc.property(scenarios(), anyProfile(), fc.nat(), (scenario, profile, bits) => {
          const trace = new NaiveSubject(scenario, profile, chooser(bits)).trace();
          expect(complaints(scenario, trace, profile, name)).toEqual([]);
        }),
        { numRuns: lawRuns(2000), seed: 21 },
      );
    });
  }

  test("answers a scenario and its twins alike, if it answers what is open always in one way", () => {
    for (const { name, scenarios } of RIGHT_TABLES) {
      const compared = COMPARED.filter(({ streams }) => streams.includes(name));
      if (compared.length === 0) continue;
      fc.assert(
        fc.property(scenarios(), anyProfile(), fc.boolean(), (scenario, profile, open) => {
          const answer = (each: Scenario): Trace => new NaiveSubject(each, profile, () => open).trace();
          const trace = traceWithTwins(compared, scenario, profile, answer);
          expect(complaints(scenario, trace, profile, name, compared)).toEqual([]);
        }),
        { numRuns: lawRuns(500), seed: 23 },
      );
    }
  });

  test("need not be asked about broken tables: there the reference passes all that is said of them", () => {
    const broken = STREAMS.find(({ name }) => name === "malformed")!;
    const listening = ALONE.filter(({ streams }) => streams.some((name) => name === "malformed"));
    for (const scenario of fc.sample(broken.scenarios(), { seed: 24, numRuns: lawRuns(1000) })) {
      const trace = execute(referenceImplementation, scenario);
      const found = complaints(scenario, trace, LINUX_PROFILE, "malformed", listening);
      // Who needs no memory for a table does not show whether its reads are watched.
      expect(found.filter((each) => each !== "not-observable firmware/no-foreign-read ")).toEqual([]);
    }
  });

  test("passes, or is not observable, where it does not account for its memory", () => {
    for (const { name, scenarios } of RIGHT_TABLES) {
      fc.assert(
        fc.property(scenarios(), anyProfile(), fc.nat(), (scenario, profile, bits) => {
          const trace = new NaiveSubject(scenario, profile, chooser(bits), false).trace();
          const memory = ALONE.filter(({ id, streams }) => NEEDS_MEMORY.test(id) && streams.includes(name));
          expect(complaints(scenario, trace, profile, name).toSorted()).toEqual(
            judgeCase(memory, scenario, trace, profile)
              .map(({ requirement }) => `not-observable ${requirement.id} `)
              .sort(),
          );
        }),
        { numRuns: lawRuns(300), seed: 22 },
      );
    }
  });
});

/** What cannot be judged of a subject that neither tells of its memory nor lets it be taken away. */
const NEEDS_MEMORY =
  /^(?:ownership\/put-frees-own|merge\/no-leak|merge\/no-use-after-free|conduct\/no-warning|allocation\/.*|lifecycle\/device-references)$/;
