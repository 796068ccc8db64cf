/**
 * Diagnosis: which known fault a failing implementation behaves like.
 *
 * Its counterexamples are run against the faulty implementations. A fault is named for a failure only if it fails the
 * same requirement by the same rule in the same scenario, with an equal witness and an equal trace at the failing step.
 * Among several, the one is chosen that shares most failures of the run, and whose failures begin in the same cases of
 * the streams. If more than a few match equally well, none is named.
 */

import type { Diagnosis, FailureLine } from "../../model/record.ts";
import type { Trace } from "../../model/trace.ts";
import type { Witness } from "../../model/verdict.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { JudgingPlan } from "../case-judge.ts";
import { requirementsNamed, verdictsOf } from "../judge-trace.ts";
import type { RunContext } from "../run-context.ts";
import type { FaultShelf, SuiteFault, SuiteRequirement } from "../suite.ts";
import { agreesAtStep } from "./agrees-at-step.ts";
import { differences, firstFailuresOfFaults, firstFailuresOfRun } from "./first-failures.ts";
import { shelfTraces } from "./shelf-traces.ts";

/** At most this many faults are named together if nothing distinguishes them. */
const MOST_NAMED = 3;
/** If more faults than this match equally well, no attempt is made to distinguish them. */
const MOST_RIVALS = 40;
/** An implementation with more failures than this is broken everywhere. */
const MOST_FAILURES = 100;
/** A larger scenario was written by a user, and would take the faulty implementations seconds. */
const MOST_FUNCTIONS = 512;
const MOST_STEPS = 512;

/** The failure lines, with a diagnosis where there is one. */
export async function diagnoseFailures(
  context: RunContext,
  lines: readonly FailureLine[],
): Promise<readonly FailureLine[]> {
  const examined = lines.filter(isExaminable).slice(0, MOST_FAILURES);
  if (examined.length === 0) return lines;
  const shelf = await context.plan.suite.faults?.();
  if (shelf === undefined) return lines;
  const alike = new Map(examined.map((line) => [line, faultsAlike(context, shelf, line)]));
  const shared = new Map<SuiteFault, number>();
  for (const fault of [...alike.values()].flat()) shared.set(fault, (shared.get(fault) ?? 0) + 1);
  // For each failure, the faults that share the most failures overall; only they are examined further.
  const best = new Map(
    [...alike].map(([line, found]) => {
      const most = Math.max(...found.map((fault) => shared.get(fault)!));
      return [line, found.filter((fault) => shared.get(fault) === most)];
    }),
  );
  // The first cases of all streams take time. A single fault needs no choice, and behaviour shared by half of the
  // faulty implementations identifies none of them: under a profile other than its own, even the reference they are
  // based on fails.
  const rivals = new Set([...best.values()].filter(({ length }) => length > 1 && length <= MOST_RIVALS).flat());
  const ours = firstFailuresOfRun(context);
  const unlike = new Map(
    [...firstFailuresOfFaults(context, shelf, [...rivals])].map(([fault, theirs]) => [
      fault,
      differences(ours, theirs),
    ]),
  );

  const diagnoses = new Map<FailureLine, Diagnosis>();
  for (const [line, found] of best) {
    const least = Math.min(...found.map((fault) => unlike.get(fault) ?? 0));
    const named = found.length > MOST_RIVALS ? [] : found.filter((fault) => (unlike.get(fault) ?? 0) === least);
    if (named.length === 0 || named.length > MOST_NAMED) continue;
    diagnoses.set(line, {
      faults: named.map(({ name, description, mendedBy }) => ({
        name,
        description,
        ...(mendedBy === undefined ? {} : { mendedBy }),
      })),
      shared: shared.get(named[0]!)!,
      examined: examined.length,
    });
  }
  return lines.map((line) => {
    const diagnosis = diagnoses.get(line);
    return diagnosis === undefined ? line : { ...line, diagnosis };
  });
}

/** A thrown error says too little about its cause: a diagnosis would be a guess. */
function isExaminable({ outcome, scenario }: FailureLine): boolean {
  const { platform, steps } = scenario;
  const isSmall = platform.functions.length <= MOST_FUNCTIONS && steps.length <= MOST_STEPS;
  return (outcome === "fail" || outcome === "hang") && isSmall;
}

function faultsAlike({ plan }: RunContext, shelf: FaultShelf, line: FailureLine): readonly SuiteFault[] {
  const requirements = requirementsNamed(plan, line.requirements.slice(0, 1));
  const [traces] = shelfTraces(plan, shelf, shelf.faults, requirements, [line.scenario]);
  return shelf.faults.filter((_, index) => behavesAlike(plan, requirements, line, traces![index]!));
}

function behavesAlike(
  plan: JudgingPlan,
  requirements: readonly SuiteRequirement[],
  line: FailureLine,
  trace: Trace,
): boolean {
  const { scenario, outcome, witness } = line;
  if (outcome === "hang") return trace.ended?.how === "hung" && agreesAtStep(scenario, line.trace, trace, undefined);
  const verdicts = verdictsOf(plan, requirements, scenario, trace);
  const said = verdicts.flatMap((verdict) => (verdict.outcome === "fail" ? verdict.witnesses : []));
  return (
    said.some((other) => isSameWitness(line, witness, other)) && agreesAtStep(scenario, line.trace, trace, witness.step)
  );
}

/** Each trace names its objects differently, and messages are in each implementation's own words. */
function isSameWitness({ rule }: FailureLine, witness: Witness, other: Witness): boolean {
  return other.rule === rule && textOf(witness) === textOf(other);
}

function textOf({ object: _, message: __, expected, received, ...rest }: Witness): string {
  return canonicalJson({ ...rest, expected: valueText(expected), received: valueText(received) });
}

/** Ranges without their objects; a number may be an object and means nothing. */
function valueText(value: Witness["expected"]): unknown {
  if (!Array.isArray(value)) return typeof value === "boolean" ? value : typeof value;
  return (value as readonly unknown[]).map((item) => {
    if (typeof item !== "object" || item === null) return item;
    const { start, end, type } = item as { start: bigint; end: bigint; type?: string };
    return `${start} ${end} ${type ?? ""}`;
  });
}
