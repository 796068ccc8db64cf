/** The section of stored failures: they are judged first, as they are. */

import { join } from "node:path";
import { ConformanceError } from "../model/conformance-error.ts";
import type { CaseOrigin, FailureLine } from "../model/record.ts";
import type { StoredFile } from "./failure-store.ts";
import { failuresByKey, inOrder, replayCommand, type RunContext } from "./run-context.ts";

/**
 * Judges stored failures, each for the requirements that its file names.
 *
 * @param onProblem told of files whose requirements are all unknown
 * @returns a line for each failure that still stands
 */
export async function judgeStored(
  context: RunContext,
  folder: string,
  files: readonly StoredFile[],
  onProblem: (problem: ConformanceError) => void,
): Promise<readonly FailureLine[]> {
  const { judge, plan, sinks, sum } = context;
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
    // A hang or an error may concern no requirement at all; everything else was deselected.
    if (wanted.length === 0 && requirements.length > 0) continue;
    const judged = await judge.judgeScenario(wanted, scenario);
    judgedFiles++;
    sum.addScenario(wanted, judged);
    if (judged.trace.ended !== undefined) ended[judged.trace.ended.how]++;
    const origin: CaseOrigin = { from: "store", file: name };
    sinks.executed?.(origin, scenario, judged.trace);
    for (const found of failuresByKey(judged)) {
      const { outcome, rule, witness } = found;
      if (outcome === "known") continue;
      const what = { outcome, requirements: inOrder(context, found.requirements), rule, origin };
      lines.push({
        line: "failure",
        ...what,
        occurrences: 1,
        witness,
        scenario,
        trace: judged.trace,
        shrinking: { tried: 0, taken: 0, cut: false },
        replay: replayCommand(context, what, join(folder, name)),
      });
    }
  }
  if (judgedFiles > 0) sinks.line({ line: "stream", stream: "stored", cases: judgedFiles, ...ended });
  return lines;
}

function unknownRequirements(path: string, ids: readonly string[]): ConformanceError {
  return new ConformanceError(
    "STORED_FAILURE_UNKNOWN_REQUIREMENT",
    `the stored failure ${path} is of ${ids.slice(0, 3).join(", ")}, which this version does not have`,
    "Delete the file if the requirement is gone; it was left as it is and the run goes on without it.",
    3,
  );
}
