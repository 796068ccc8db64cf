import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STREAMS } from "../../generators/streams.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import { referenceImplementation } from "../../implementations/reference/index.ts";
import { LINUX_PROFILE, VTD_PROFILE } from "../../model/profile.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { StepResult, Trace } from "../../model/trace.ts";
import type { Outcome } from "../../model/verdict.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { NaiveSubject } from "../oracle/naive-subject.ts";
import { endpoint, endpointScope, get, insert, region, rmrr, scenario } from "../reference/hand-made.ts";

const small = scenario(
  {
    functions: [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")],
    structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0"))],
  },
  get("nic"),
  get("disk"),
  { do: "ask", predicate: "has-rmrr", device: "nic" },
  insert("L", region(1n, 2n)),
);

const right = (subject: Scenario = small): Trace => new NaiveSubject(subject, LINUX_PROFILE, () => false).trace();

/** A trace in which some steps ended otherwise. */
function withResults(results: Readonly<Record<number, StepResult>>): Trace {
  const trace = right();
  return { ...trace, steps: trace.steps.map((step, index) => results[index] ?? step) };
}

function outcomes(trace: Trace, subject: Scenario = small): Readonly<Record<string, Outcome>> {
  const verdicts = judgeCase(REQUIREMENTS, subject, trace, LINUX_PROFILE);
  return Object.fromEntries(verdicts.map(({ requirement, outcome }) => [requirement.id, outcome]));
}

const error: StepResult = { status: "error", message: "it broke" };
const unsupported: StepResult = { status: "unsupported" };

describe("the verdicts on a case", () => {
  test("are those of triggered requirements, in their order", () => {
    const ids = judgeCase(REQUIREMENTS, small, right(), LINUX_PROFILE).map(({ requirement }) => requirement.id);
    expect(ids).toContain("coverage/endpoint");
    expect(ids).not.toContain("coverage/every-descendant");
    expect(ids).not.toContain("merge/any-order");
    expect(ids).toEqual(REQUIREMENTS.map(({ id }) => id).filter((id) => ids.includes(id)));
  });

  test("are hang, error or skipped, if the trace ended so, for all that are not about its end, with step and message", () => {
    for (const [how, outcome, rule] of [
      ["hung", "hang", "hang"],
      ["died", "error", "died"],
      ["skipped", "skipped", "skipped"],
    ] as const) {
      const trace: Trace = { steps: right().steps.slice(0, 2), observesMemory: true, ended: { how, message: "gone" } };
      // Some are about how a trace ends.
      const others = REQUIREMENTS.filter(({ judgeEnding }) => judgeEnding === undefined);
      const verdicts = judgeCase(others, small, trace, LINUX_PROFILE);
      expect(verdicts.length).toBeGreaterThan(3);
      for (const verdict of verdicts) {
        // Whoever dies of a table is asked why: that requirement has an answer of its own.
        if (how === "died" && verdict.requirement.judgeEnding !== undefined) continue;
        expect(verdict).toMatchObject({ outcome, witnesses: [{ rule, step: 2, message: "gone" }] });
      }
    }
  });

  test("name the step that was under way, if the trace knows it", () => {
    const trace: Trace = { steps: [], observesMemory: true, ended: { how: "died", step: 1, message: "gone" } };
    expect(judgeCase(REQUIREMENTS, small, trace, LINUX_PROFILE)[0]?.witnesses[0]?.step).toBe(1);
  });

  test("are error for all, if results are missing", () => {
    const trace: Trace = { steps: right().steps.slice(1), observesMemory: true };
    for (const { outcome, witnesses } of judgeCase(REQUIREMENTS, small, trace, LINUX_PROFILE)) {
      expect([outcome, witnesses[0]?.rule]).toEqual(["error", "trace-incomplete"]);
    }
  });

  test("are error where a step failed that they depend on, and only there", () => {
    const found = outcomes(withResults({ 0: error }));
    expect(found["coverage/endpoint"]).toBe("error");
    expect(found["ownership/distinct-objects"]).toBe("error");
    expect(found["coverage/has-rmrr"]).toBe("pass");
    const asked = outcomes(withResults({ 2: error }));
    expect(asked["coverage/has-rmrr"]).toBe("error");
    expect(asked["coverage/endpoint"]).toBe("pass");
    expect(asked["merge/no-leak"]).toBe("pass");
  });

  test("are fail, and not error, where something else was seen to be wrong before", () => {
    const wrong = withResults({ 1: { ...right().steps[1]!, regions: [] }, 3: error });
    expect(outcomes(wrong)["windows/msi"]).toBe("fail");
  });

  test("say of an error which step it was", () => {
    const verdicts = judgeCase(REQUIREMENTS, small, withResults({ 0: error }), LINUX_PROFILE);
    const verdict = verdicts.find(({ requirement }) => requirement.id === "coverage/endpoint");
    expect(verdict?.witnesses).toEqual([{ rule: "step-error", step: 0, message: "it broke" }]);
  });

  test("are not-observable where all that matters is not supported", () => {
    const found = outcomes(withResults({ 0: unsupported, 1: unsupported, 2: unsupported, 3: unsupported }));
    for (const id of ["coverage/endpoint", "coverage/has-rmrr", "windows/msi", "ownership/put-frees-own"]) {
      expect([id, found[id]]).toEqual([id, "not-observable"]);
    }
    for (const id of ["merge/union-exact", "merge/copies-input"])
      expect([id, found[id]]).toEqual([id, "not-observable"]);
  });

  test("stand on what is supported, where some of it is not", () => {
    const found = outcomes(withResults({ 1: unsupported, 2: unsupported }));
    expect(found["coverage/endpoint"]).toBe("pass");
    expect(found["coverage/has-rmrr"]).toBe("not-observable");
  });

  test("say nothing of what a get gave as far as memory ran out", () => {
    const [first] = right().steps;
    const partial: StepResult = { ...first!, regions: [], status: "no-memory", events: [] };
    expect(outcomes(withResults({ 0: partial }))["coverage/endpoint"]).toBe("not-observable");
    const events = [{ event: "alloc-failed", kind: "region", maySleep: false, atomic: true }] as const;
    const silent: StepResult = { ...first!, regions: [], events };
    expect(outcomes(withResults({ 0: silent }))["coverage/endpoint"]).toBe("not-observable");
    const wrong: StepResult = { ...partial, regions: [{ ...first!.regions![0]!, end: 0x2fffn }] };
    expect(outcomes(withResults({ 0: wrong }))["coverage/exact-range"]).toBe("fail");
  });

  test("have one witness a rule", () => {
    // The second judge reads tables that are as they should be.
    for (const { name, scenarios } of STREAMS.filter((stream) => stream.name !== "malformed")) {
      fc.assert(
        fc.property(scenarios(), (subject) => {
          const trace = new NaiveSubject(
            subject,
            LINUX_PROFILE,
            () => false,
            true,
            () => [],
          ).trace();
          for (const { witnesses } of judgeCase(REQUIREMENTS, subject, trace, LINUX_PROFILE)) {
            const rules = witnesses.map(({ rule }) => rule);
            expect(new Set(rules).size, name).toBe(rules.length);
          }
        }),
        { numRuns: 200, seed: 41 },
      );
    }
  });
});

describe("judging", () => {
  test("is pure: it changes nothing, and gives the same again", () => {
    for (const { scenarios } of STREAMS) {
      fc.assert(
        fc.property(scenarios(), (subject) => {
          const trace = execute(referenceImplementation, subject);
          const before = structuredClone({ subject, trace });
          const once = judgeCase(REQUIREMENTS, subject, trace, VTD_PROFILE);
          expect(judgeCase(REQUIREMENTS, subject, trace, VTD_PROFILE)).toEqual(once);
          expect({ subject, trace }).toEqual(before);
        }),
        { numRuns: 200, seed: 42 },
      );
    }
  });

  test("does not depend on the order of a per-device list, nor on a region that stands twice with an object of its own", () => {
    fc.assert(
      fc.property(STREAMS[0]!.scenarios(), fc.boolean(), fc.boolean(), (subject, turned, doubled) => {
        const distort = <Region>(_: string, given: readonly Region[]): readonly Region[] => {
          const regions = doubled ? given.flatMap((one) => [one, one]) : given.filter((_one, i) => i !== 0);
          return turned ? regions.toReversed() : regions;
        };
        const verdicts = (wrong: typeof distort): readonly string[] =>
          judgeCase(
            REQUIREMENTS,
            subject,
            new NaiveSubject(subject, LINUX_PROFILE, () => false, true, wrong).trace(),
            LINUX_PROFILE,
          ).map(
            ({ requirement, outcome, witnesses }) =>
              `${requirement.id} ${outcome} ${witnesses.map(({ rule }) => rule).sort()}`,
          );
        const plain = verdicts((_, given) => (doubled ? given : given.filter((_one, i) => i !== 0)));
        expect(verdicts(distort)).toEqual(plain);
      }),
      { numRuns: 500, seed: 43 },
    );
  });

  test("does not depend on the labels of devices and lists", () => {
    fc.assert(
      fc.property(STREAMS[0]!.scenarios(), (subject) => {
        const drop = <Region>(_: string, given: readonly Region[]): readonly Region[] => given.slice(1);
        const renamed = relabel(subject);
        const [plain, other] = [subject, renamed].map((one) =>
          judgeCase(
            REQUIREMENTS,
            one,
            new NaiveSubject(one, LINUX_PROFILE, () => false, true, drop).trace(),
            LINUX_PROFILE,
          ).map(
            ({ requirement, outcome, witnesses }) =>
              `${requirement.id} ${outcome} ${witnesses.map(({ rule }) => rule)}`,
          ),
        );
        expect(other).toEqual(plain);
      }),
      { numRuns: 300, seed: 44 },
    );
  });
});

/** The scenario with every label of a function or list replaced. */
function relabel(subject: Scenario): Scenario {
  const labels = new Map(subject.platform.functions.map(({ label }, i) => [label, `f${1000 - i}`]));
  const of = (label: string): string => labels.get(label) ?? label;
  const functions = subject.platform.functions.map((fn) => ({
    ...fn,
    label: of(fn.label),
    ...(fn.parent === undefined ? {} : { parent: of(fn.parent) }),
    ...(fn.physicalFunction === undefined ? {} : { physicalFunction: of(fn.physicalFunction) }),
  }));
  const steps = subject.steps.map((step) => ({
    ...step,
    ...("device" in step ? { device: of(step.device) } : {}),
    ...("bridge" in step ? { bridge: of(step.bridge) } : {}),
    ...("list" in step ? { list: `list ${step.list}` } : {}),
    ...("source" in step ? { source: `list ${step.source}` } : {}),
  }));
  return { platform: { ...subject.platform, functions }, steps };
}
