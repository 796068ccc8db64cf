/**
 * The section of known divergences. The minimal scenario of each is judged first, and alone decides whether the
 * divergence still exists. If it does not, the outcome is `unexpected-pass`, which fails the run: a declaration that no
 * longer explains anything could one day hide something. The minimal scenarios of fixed divergences are judged too: if
 * one fails, the fault has returned.
 */

import { ConformanceError } from "../model/conformance-error.ts";
import type { CaseFailure, JudgedScenario } from "../model/judged.ts";
import type { Profile } from "../model/profile.ts";
import type { CaseOrigin, FailureLine } from "../model/record.ts";
import { OUTCOMES, type Outcome } from "../model/verdict.ts";
import { isInSituations, nameDivergences, requirementsOf, type KnownDivergence } from "./known-divergence.ts";
import { returnedIn } from "./fixed-divergence.ts";
import { failuresByKey, replayCommand, type RunContext } from "./run-context.ts";
import type { Suite } from "./suite.ts";

/**
 * Checks that divergences make sense for a suite and a profile.
 *
 * @throws ConformanceError `KNOWN_INVALID`
 */
export function checkDivergences(divergences: readonly KnownDivergence[], suite: Suite, profile: Profile): void {
  const names = nameDivergences(divergences);
  divergences.forEach((divergence, index) => {
    const { when, scenario } = divergence;
    const invalid = (problem: string, nextStep: string): ConformanceError =>
      new ConformanceError("KNOWN_INVALID", `the known divergence ${names[index]} ${problem}`, nextStep);
    const missing = requirementsOf(divergence).find((id) => !suite.requirements.some((each) => each.id === id));
    if (missing !== undefined) {
      throw invalid(`is for a requirement that does not exist: ${missing}`, "Run `rmrr-conformance list` for the ids.");
    }
    const situations = suite.situations.map((situation) => situation.name);
    for (const name of when) {
      if (situations.includes(name.replace(/^!/u, ""))) continue;
      throw invalid(
        `names a situation that does not exist: ${name}`,
        `Use any of: ${situations.join(", ")}; a leading ! means that it must not hold.`,
      );
    }
    if (!isInSituations(when, scenario, suite, profile)) {
      throw invalid("has a minimal scenario that its own situations exclude", "Correct `when` or the scenario.");
    }
  });
}

/**
 * Judges the minimal scenario of each divergence, fixed or not. @returns a line for each, and for anything else that
 * fails in them
 */
export async function judgeKnown(context: RunContext): Promise<readonly FailureLine[]> {
  const { book, divergences, fixed, divergenceNames, judge, selected, sinks, sum } = context;
  const declared = [...divergences, ...fixed];
  const lines: FailureLine[] = [];
  const ended = { hung: 0, died: 0, skipped: 0 };
  let cases = 0;
  for (const [index, divergence] of declared.entries()) {
    const name = divergenceNames[index]!;
    sinks.progress?.({ section: "known", name, done: index, total: declared.length, failures: lines.length });
    // A divergence that applies to any selected requirement must still exist, whichever requirement can show it.
    if (!requirementsOf(divergence).some((other) => selected.some(({ id }) => id === other))) continue;
    const isSelected = selected.some(({ id }) => id === divergence.requirement);
    const origin: CaseOrigin = { from: "known", divergence: name };
    const judged = await book.scenario(origin, () =>
      judge.judgeScenario([divergence.requirement], divergence.scenario),
    );
    sinks.executed?.(origin, divergence.scenario, judged.trace);
    cases++;
    if (judged.trace.ended !== undefined) ended[judged.trace.ended.how]++;
    const findings = decide(divergence, judged, index < divergences.length);
    sum.addCase(isSelected ? [divergence.requirement] : []);
    if (isSelected) {
      const worst = OUTCOMES.find((outcome) => findings.outcomes.includes(outcome))!;
      sum.addOutcome(divergence.requirement, worst);
    }
    for (const failure of findings.failures) {
      const { outcome, witness } = failure;
      const { reason, link } = divergence;
      const what = { outcome, requirements: [divergence.requirement], rule: witness.rule, origin };
      lines.push({
        line: "failure",
        ...what,
        occurrences: 1,
        witness,
        scenario: divergence.scenario,
        trace: judged.trace,
        shrinking: { tried: 0, taken: 0, cut: false },
        ...(outcome === "known" || outcome === "unexpected-pass"
          ? { divergence: { reason, ...(link === undefined ? {} : { link }) } }
          : returnedIn(context, failure)),
        replay: replayCommand(context, what, undefined),
      });
    }
  }
  if (cases > 0) sinks.line({ line: "stream", stream: "known", cases, ...ended });
  return lines;
}

interface Findings {
  /** The requirement's outcomes; the worst counts. */
  readonly outcomes: readonly Outcome[];
  readonly failures: readonly (Pick<FailureLine, "outcome" | "witness"> & Pick<CaseFailure, "divergence">)[];
}

/** @param isExpected it was never fixed, so it must still exist */
function decide({ rule }: KnownDivergence, judged: JudgedScenario, isExpected: boolean): Findings {
  const verdict = judged.verdicts[0];
  const failures = failuresByKey(judged);
  if (verdict === undefined) {
    const message = "the minimal scenario does not trigger the requirement";
    const witness = { rule: "divergence-not-triggered", message };
    return { outcomes: ["error"], failures: [{ outcome: "error", witness }, ...failures] };
  }
  if (!isExpected) return { outcomes: [verdict.outcome], failures };
  switch (verdict.outcome) {
    case "known":
    case "fail":
    case "pass": {
      const there = failures.find((failure) => failure.outcome === "known" && failure.rule === rule);
      const others = failures.filter((failure) => failure.outcome !== "known");
      const decided: Findings["failures"][number] =
        there === undefined
          ? { outcome: "unexpected-pass", witness: { rule } }
          : { outcome: "known", witness: there.witness };
      return {
        outcomes: [decided.outcome, ...others.map(({ outcome }) => outcome)],
        failures: [decided, ...others],
      };
    }
    default:
      // It hung, died, declined, or does not offer what would show the divergence: that decides nothing.
      return { outcomes: [verdict.outcome], failures };
  }
}
