/**
 * Cases made by hand that violate one rule: a scenario, and what is changed in the trace of a subject that does
 * everything right. Each has to fail its requirement by its rule, and no other requirement.
 */

import { describe, expect, test } from "vitest";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { RegionFields } from "../../model/region.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { StepResult, Trace } from "../../model/trace.ts";
import type { Witness } from "../../model/verdict.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import { NaiveSubject } from "../oracle/naive-subject.ts";
import { witnessProblems } from "./witness-problems.ts";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export interface RuleCase {
  readonly rule: string;
  /** What is wrong, if the rule does not say it. */
  readonly because?: string;
  readonly scenario: Scenario;
  readonly profile?: Partial<Profile>;
  /** What becomes of what each device is given, by its label. */
  readonly gets?: Readonly<Record<string, (regions: readonly RegionFields[]) => readonly RegionFields[]>>;
  /** Changes the results of the steps. */
  readonly edit?: (steps: Writable<StepResult>[]) => void;
  readonly observesMemory?: boolean;
  /** Part of what the witness says. */
  readonly witness?: Partial<Witness>;
  /** Other requirements whose statements are violated too, with their rules. */
  readonly also?: readonly string[];
}

/** The trace of a case, before and after it is made wrong. */
export function traceOf(ruleCase: RuleCase, right: boolean): Trace {
  const profile = { ...LINUX_PROFILE, ...ruleCase.profile };
  const memory = ruleCase.observesMemory ?? true;
  const trace = new NaiveSubject(
    ruleCase.scenario,
    profile,
    () => false,
    memory,
    (device, given) => {
      const distort = right ? undefined : ruleCase.gets?.[device];
      return distort === undefined ? given : distort(given);
    },
  ).trace();
  if (right || ruleCase.edit === undefined) return trace;
  const steps = structuredClone(trace.steps) as Writable<StepResult>[];
  ruleCase.edit(steps);
  return { ...trace, steps };
}

/** `id rule` of every failure, and `id outcome` of everything else that is no pass. */
export function complaintsOf(ruleCase: RuleCase, right: boolean): readonly string[] {
  const profile = { ...LINUX_PROFILE, ...ruleCase.profile };
  return judgeCase(REQUIREMENTS, ruleCase.scenario, traceOf(ruleCase, right), profile)
    .filter(({ outcome }) => outcome !== "pass" && outcome !== "not-observable")
    .flatMap(({ requirement: { id }, outcome, witnesses }) =>
      outcome === "fail" ? witnesses.map(({ rule }) => `${id} ${rule}`) : [`${id} ${outcome}`],
    );
}

/** Tests that each case fails as it has to, and passes if it is not made wrong. */
export function describeRules(id: string, cases: readonly RuleCase[]): void {
  describe(id, () => {
    test("is a requirement", () => {
      expect(REQUIREMENTS.map((requirement) => requirement.id)).toContain(id);
    });
    for (const ruleCase of cases) {
      const { rule, because, also = [], witness } = ruleCase;
      test(`fails by ${rule}${because === undefined ? "" : `: ${because}`}, and passes without it`, () => {
        expect(complaintsOf(ruleCase, true)).toEqual([]);
        expect(complaintsOf(ruleCase, false).toSorted()).toEqual([`${id} ${rule}`, ...also].toSorted());
        const profile = { ...LINUX_PROFILE, ...ruleCase.profile };
        const trace = traceOf(ruleCase, false);
        const verdicts = judgeCase(REQUIREMENTS, ruleCase.scenario, trace, profile);
        for (const found of verdicts.flatMap(({ witnesses }) => witnesses)) {
          expect(witnessProblems(ruleCase.scenario, trace, found), found.rule).toEqual([]);
        }
        if (witness === undefined) return;
        const verdict = verdicts.find(({ requirement }) => requirement.id === id);
        expect(verdict?.witnesses.find((found) => found.rule === rule)).toMatchObject(witness);
      });
    }
  });
}

/** Without the regions of this range. */
export function without(start: bigint): (regions: readonly RegionFields[]) => readonly RegionFields[] {
  return (regions) => regions.filter((region) => region.start !== start);
}

/** With a further region. */
export function plus(
  start: bigint,
  end: bigint,
  type: RegionFields["type"] = "direct",
): (regions: readonly RegionFields[]) => readonly RegionFields[] {
  return (regions) => [...regions, { start, end, type, protection: 3 }];
}

/** With the region that starts here changed. */
export function withChanged(
  start: bigint,
  fields: Partial<RegionFields>,
): (regions: readonly RegionFields[]) => readonly RegionFields[] {
  return (regions) => regions.map((region) => (region.start === start ? { ...region, ...fields } : region));
}
