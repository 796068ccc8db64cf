/**
 * What is not seen is not judged: whichever lists and questions of a right trace show nothing, were declined, or failed
 * for reasons of their own, nobody is charged with anything but that it failed.
 */

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { anyProfile } from "../oracle/any-profile.ts";
import { lawRuns } from "../oracle/law-runs.ts";
import { NaiveSubject } from "../oracle/naive-subject.ts";

type Hide = (result: StepResult, step: Step) => StepResult;

const HIDE: Readonly<Record<string, Hide>> = {
  "shows nothing": ({ status }) => ({ status }),
  // What was declined did not happen, so the trace of a platform on which it did is no right one.
  "was declined": (result, { do: what }) => (what === "add" || what === "remove" ? result : { status: "unsupported" }),
  "failed for a reason of its own": (result) => ({ ...result, status: "error", message: "the cable fell out" }),
};

const ALONE = REQUIREMENTS.filter(({ twin, id }) => twin === undefined && id !== "firmware/no-crash");

/** Steps that go by one number show what they do, or all do not: a list that is there in part would be another. */
function numberOf(step: Step, at: number, lists: readonly string[]): number {
  return "list" in step ? lists.indexOf(step.list) : at;
}

test("a right trace that tells of its memory and shows only some of its lists fails no requirement", () => {
  for (const { name, scenarios } of STREAMS.filter((stream) => stream.name !== "malformed")) {
    fc.assert(
      fc.property(scenarios(), anyProfile(), fc.nat(), (scenario, profile, bits) => {
        const { steps, ...rest } = new NaiveSubject(scenario, profile, () => false).trace();
        const hidden = steps.map(({ regions, ...result }, at) =>
          regions === undefined || ((bits >>> (at % 31)) & 1) === 1 ? result : { ...result, regions },
        );
        const failed = judgeCase(ALONE, scenario, { ...rest, steps: hidden }, profile)
          .filter(({ outcome }) => outcome === "fail")
          .flatMap(({ requirement, witnesses }) =>
            witnesses.map(({ rule, step }) => ({ id: requirement.id, rule, step })),
          );
        expect(failed, name).toEqual([]);
      }),
      { numRuns: lawRuns(60), seed: 85 },
    );
  }
});

describe("a right trace of which a part", () => {
  for (const [how, hide] of Object.entries(HIDE)) {
    test(`${how} fails no requirement`, () => {
      // The second judge reads tables that are as they should be.
      for (const { name, scenarios } of STREAMS.filter((stream) => stream.name !== "malformed")) {
        fc.assert(
          fc.property(scenarios(), anyProfile(), fc.nat(), (scenario, profile, bits) => {
            const { steps, ...rest } = new NaiveSubject(scenario, profile, () => false, false).trace();
            const lists = [...new Set(scenario.steps.flatMap((step) => ("list" in step ? [step.list] : [])))];
            const isHidden = (at: number): boolean =>
              ((bits >>> (numberOf(scenario.steps[at]!, at, lists) % 31)) & 1) === 1;
            const hidden = steps.map((result, at) => (isHidden(at) ? hide(result, scenario.steps[at]!) : result));
            const failed = judgeCase(ALONE, scenario, { ...rest, steps: hidden }, profile)
              .filter(({ outcome }) => outcome === "fail")
              .flatMap(({ requirement, witnesses }) =>
                witnesses.map(({ rule, step }) => ({ id: requirement.id, rule, step })),
              );
            expect(failed, name).toEqual([]);
          }),
          { numRuns: lawRuns(60), seed: 81 },
        );
      }
    });
  }
});
