/** Turns the failures of a run into failure lines: each is shrunk, stored, and given the command that reproduces it. */

import type { ConformanceError } from "../model/conformance-error.ts";
import type { FoundFailure, ShrunkFailure } from "../model/judged.ts";
import type { FailureLine } from "../model/record.ts";
import type { Scenario } from "../model/scenario.ts";
import { earlyEnd } from "../model/trace.ts";
import { OUTCOMES } from "../model/verdict.ts";
import { scenarioToWire } from "../model/wire/scenario-wire.ts";
import { canonicalJson, scenarioDigest } from "./canonical-json.ts";
import { originOf } from "./course.ts";
import { isCostlyHang } from "./endings.ts";
import { storeFailure } from "./failure-store.ts";
import { returnedIn } from "./fixed-divergence.ts";
import { inOrder, replayCommand, type RunContext } from "./run-context.ts";
import type { FailureSum } from "./run-sum.ts";
import { shrink } from "./shrink.ts";
import { describeOrigin, storedFailureName, type StoredFailure } from "./stored-failure.ts";
import { OUT_OF_MEMORY } from "./watched-worker.ts";

const MOST_TRIES = 10_000;
/** A candidate that hangs costs its whole time limit, so the limit is short and tries are few. */
const HANG_TRIES = 20;
const HANG_TIME_LIMIT = 200;
/** A candidate that dies costs a new worker or process, a tenth of a second. */
const DEATH_TRIES = 200;
/** One that first has to fill its memory takes seconds. */
const OUT_OF_MEMORY_TRIES = 20;

/**
 * Shrinks and stores the failures of the courses.
 *
 * @param before the lines of stored failures and known divergences, which absorb identical failures
 * @returns all failure lines, worst outcome first, then in the order of the suite
 */
export async function settleFailures(
  context: RunContext,
  before: readonly FailureLine[],
  onProblem: (problem: ConformanceError) => void,
): Promise<readonly FailureLine[]> {
  const { sinks, sum } = context;
  const lines = [...before];
  const failures = sum.failures.toSorted(compareFailures);
  // If one failure cannot be stored, none can. Reported once, the problem is read; reported a dozen times, it hides the
  // rest.
  let told = false;
  const onUnstored = (problem: ConformanceError): void => {
    if (!told) onProblem(problem);
    told = true;
  };
  for (const [position, failure] of failures.entries()) {
    if (failure.divergence !== undefined && addOccurrences(lines, context, failure)) continue;
    // The first shard writes the lines of known divergences.
    if (failure.outcome === "known") continue;
    const name = `${inOrder(context, failure.requirements)[0] ?? failure.outcome} ${failure.rule}`;
    sinks.progress?.({
      section: "shrinking",
      name,
      done: position,
      total: failures.length,
      failures: failures.length,
    });
    const line = await settle(context, failure, onUnstored);
    const same = lines.findIndex((other) => isSameFailure(other, line));
    if (same < 0) lines.push(line);
    else lines[same] = { ...lines[same]!, occurrences: lines[same]!.occurrences + line.occurrences };
  }
  const order = new Map(context.selected.map(({ id }, index) => [id, index]));
  const place = (line: FailureLine): number => order.get(line.requirements[0] ?? "") ?? order.size;
  // Failures that no selected requirement shows were judged only to check that they still exist.
  const shown = lines.filter(
    ({ outcome, requirements }) => outcome !== "known" || requirements.some((id) => order.has(id)),
  );
  return shown.toSorted(
    (left, right) => OUTCOMES.indexOf(left.outcome) - OUTCOMES.indexOf(right.outcome) || place(left) - place(right),
  );
}

async function settle(
  context: RunContext,
  failure: FailureSum,
  onUnstored: (problem: ConformanceError) => void,
): Promise<FailureLine> {
  const { book, options, profile, judge, sinks } = context;
  const { course, first, key, outcome, rule, occurrences } = failure;
  const requirements = inOrder(context, failure.requirements);
  // A twin that does not finish costs as much as a case that does not.
  const isEnding = (outcome === "hang" || outcome === "error") && earlyEnd(failure.trace) !== undefined;
  const recorded = judge.recordedScenario?.(course, first);
  const shrunk =
    recorded === undefined
      ? await book.least(course, first, key, () =>
          isEnding ? shrinkEnding(context, failure) : shrinkFailure(context, failure),
        )
      : { scenario: recorded, found: undefined, tried: 0, taken: 0, cut: false };
  const { scenario, found = failure, tried, taken, cut } = shrunk;
  const { witness, trace } = found;
  const origin = originOf(course, first);
  const what = { outcome, requirements, rule, origin };

  let file: string | undefined;
  // A failure stored by a shard would change the store for the next shard; the merged run stores it instead.
  if (options.store !== undefined && outcome !== "known" && options.shard === undefined) {
    const stored: StoredFailure = {
      outcome,
      requirements,
      rule,
      profile: profile.name,
      implementation: judge.description.name,
      seed: options.seed,
      origin: describeOrigin(origin),
      witness,
      scenario,
    };
    book.storing(storedFailureName(stored));
    try {
      file = await storeFailure(options.store, stored);
      sinks.stored?.(file, stored);
    } catch (error) {
      // The line contains everything that the file would have contained.
      onUnstored(error as ConformanceError);
    }
  }
  return {
    line: "failure",
    ...what,
    occurrences,
    witness,
    scenario,
    trace,
    shrinking: { tried, taken, cut },
    ...returnedIn(context, failure),
    replay: replayCommand(context, what, file),
  };
}

function shrinkFailure(context: RunContext, failure: FailureSum): Promise<ShrunkFailure> {
  const { judge, options } = context;
  const { course, first, key } = failure;
  const requirements = judgedFor(failure);
  return judge.shrink(course, first, { key, requirements, mostTries: options.mostTries ?? MOST_TRIES });
}

/**
 * Shrinks a case that returns no complete trace. Candidates are passed to the judge one by one: each that still fails
 * costs a worker, and the judge must survive them all.
 */
async function shrinkEnding(context: RunContext, failure: FailureSum): Promise<ShrunkFailure> {
  const { judge, options } = context;
  const { course, first, key } = failure;
  const requirements = judgedFor(failure);
  const isHang = isCostlyHang(failure.trace);
  const start = course.source.at(first);
  const test = async (candidate: Scenario, timeLimit?: number): Promise<FoundFailure | undefined> => {
    const judged = await judge.judgeScenario(requirements, candidate, timeLimit);
    const again = judged.failures.find((other) => other.key === key);
    return again === undefined ? undefined : { trace: judged.trace, witness: again.witness };
  };
  const isSlow = earlyEnd(failure.trace)?.code === OUT_OF_MEMORY;
  const tries = isHang ? HANG_TRIES : isSlow ? OUT_OF_MEMORY_TRIES : DEATH_TRIES;
  const mostTries = Math.min(tries, options.mostTries ?? MOST_TRIES);
  const { value, ...shrunk } = await shrink(
    course.arbitrary,
    start,
    (candidate) => test(candidate, isHang ? HANG_TIME_LIMIT : undefined),
    { mostTries, identify: scenarioDigest },
  );
  if (!isHang || shrunk.found === undefined) return { scenario: value, ...shrunk };
  // A candidate that exceeds the short limit may still finish.
  const found = await test(value);
  return found === undefined
    ? { scenario: start.value, found, tried: shrunk.tried, taken: 0, cut: true }
    : { scenario: value, ...shrunk, found };
}

/**
 * Ids of the requirements by which candidates are judged. Which requirements an error prevents from being judged is
 * known only from the cases seen so far, and a shard sees other cases than the whole run, but the key identifies the
 * error.
 */
function judgedFor({ outcome, requirements, course }: FailureSum): readonly string[] {
  return outcome === "fail" ? requirements : course.requirements.map(({ id }) => id);
}

/** The order in which failures are shrunk. It must depend on the cases alone. */
function compareFailures(left: FailureSum, right: FailureSum): number {
  return (
    left.course.position - right.course.position ||
    left.first - right.first ||
    (left.key < right.key ? -1 : Number(left.key > right.key))
  );
}

/**
 * A stream's failure that a known or fixed divergence explains is added to the line of that divergence, which names its
 * own requirement first.
 *
 * @returns whether there is such a line
 */
function addOccurrences(lines: FailureLine[], context: RunContext, failure: FailureSum): boolean {
  const name = context.divergenceNames[failure.divergence!]!;
  const isKnown = failure.outcome === "known";
  const index = lines.findIndex(
    ({ origin, outcome, returned }) =>
      origin.from === "known" &&
      origin.divergence === name &&
      (isKnown || (returned !== undefined && outcome === failure.outcome)),
  );
  const line = lines[index];
  if (line === undefined) return false;
  const others = inOrder(context, failure.requirements).filter((id) => !line.requirements.includes(id));
  const requirements = [...line.requirements, ...others];
  lines[index] = { ...line, requirements, occurrences: line.occurrences + failure.occurrences };
  return true;
}

/** Whether a stored failure was found again, down to its minimal scenario. */
function isSameFailure(left: FailureLine, right: FailureLine): boolean {
  return (
    left.origin.from === "store" &&
    left.outcome === right.outcome &&
    left.rule === right.rule &&
    canonicalJson(left.requirements) === canonicalJson(right.requirements) &&
    canonicalJson(scenarioToWire(left.scenario)) === canonicalJson(scenarioToWire(right.scenario))
  );
}
