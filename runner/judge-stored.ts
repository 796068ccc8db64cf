/** The section of stored failures: they are judged first, exactly as stored. */

import { join } from "node:path";
import { ConformanceError } from "../model/conformance-error.ts";
import type { CaseOrigin, FailureLine } from "../model/record.ts";
import { storeFailure, type StoredFile } from "./failure-store.ts";
import { returnedIn } from "./fixed-divergence.ts";
import { failuresByKey, inOrder, replayCommand, type RunContext } from "./run-context.ts";

/**
 * Judges stored failures, each for the requirements that its file names.
 *
 * @param onProblem told of files whose requirements are all unknown, or are not triggered any more
 * @returns a line for each failure that still occurs
 */
export async function judgeStored(
  context: RunContext,
  folder: string,
  files: readonly StoredFile[],
  onProblem: (problem: ConformanceError) => void,
): Promise<readonly FailureLine[]> {
  const { book, judge, plan, sinks, sum } = context;
  const lines: FailureLine[] = [];
  const ended = { hung: 0, died: 0, skipped: 0 };
  let judgedFiles = 0;
  for (const [position, { name, failure }] of files.entries()) {
    sinks.progress?.({ section: "stored", name, done: position, total: files.length, failures: lines.length });
    const { requirements, scenario } = failure;
    if (requirements.length > 0 && !requirements.some((id) => plan.suite.requirements.some((it) => it.id === id))) {
      onProblem(unknownRequirements(join(folder, name), requirements));
      continue;
    }
    const wanted = inOrder(context, requirements);
    // A hang or error may concern no requirement at all; everything else was deselected.
    if (wanted.length === 0 && requirements.length > 0) continue;
    const origin: CaseOrigin = { from: "store", file: name };
    const judged = await book.scenario(origin, () => judge.judgeScenario(wanted, scenario));
    judgedFiles++;
    sum.addScenario(wanted, judged);
    if (judged.trace.ended !== undefined) ended[judged.trace.ended.how]++;
    if (failure.outcome === "fail" && judged.verdicts.length === 0 && isOfProfile(failure, context)) {
      onProblem(notTriggered(join(folder, name), wanted));
    }
    sinks.executed?.(origin, scenario, judged.trace);
    const failures = failuresByKey(judged).filter(({ outcome }) => outcome !== "known");
    const path = failures.length === 0 ? undefined : await pathOf(context, folder, { name, failure }, onProblem);
    for (const found of failures) {
      const { outcome, rule, witness } = found;
      const what = { outcome, requirements: inOrder(context, found.requirements), rule, origin };
      lines.push({
        line: "failure",
        ...what,
        occurrences: 1,
        witness,
        scenario,
        trace: judged.trace,
        shrinking: { tried: 0, taken: 0, cut: false },
        ...returnedIn(context, found),
        replay: replayCommand(context, what, path),
      });
    }
  }
  if (judgedFiles > 0) sinks.line({ line: "stream", stream: "stored", cases: judgedFiles, ...ended });
  return lines;
}

/**
 * The path of the file that reproduces a failure. A failure from outside the folder is stored there, so that the
 * command that reproduces it can find it.
 */
async function pathOf(
  { options }: RunContext,
  folder: string,
  { name, failure }: Pick<StoredFile, "name" | "failure">,
  onProblem: (problem: ConformanceError) => void,
): Promise<string | undefined> {
  const isElsewhere = options.storedFailures !== undefined && !("answered" in options.subject);
  if (!isElsewhere || options.shard !== undefined) return join(folder, name);
  if (options.store === undefined) return undefined;
  try {
    return await storeFailure(folder, failure);
  } catch (error) {
    onProblem(error as ConformanceError);
    return undefined;
  }
}

/** Whether the run judges by the profile that the failure names, which has something to say about its scenario. */
function isOfProfile(failure: StoredFile["failure"], { profile, judge }: RunContext): boolean {
  return failure.profile === profile.name && (judge.description.either ?? []).length === 0;
}

function notTriggered(path: string, ids: readonly string[]): ConformanceError {
  return new ConformanceError(
    "STORED_FAILURE_NOT_TRIGGERED",
    `the stored failure ${path} no longer triggers ${ids.slice(0, 3).join(", ")}, so it tests nothing`,
    "Delete the file, or restore its scenario if somebody changed it; it was left untouched, and the run continues.",
    3,
  );
}

function unknownRequirements(path: string, ids: readonly string[]): ConformanceError {
  return new ConformanceError(
    "STORED_FAILURE_UNKNOWN_REQUIREMENT",
    `the stored failure ${path} is for ${ids.slice(0, 3).join(", ")}, which this version does not have`,
    "Delete the file if the requirement is gone; it was left untouched, and the run continues without it.",
    3,
  );
}
