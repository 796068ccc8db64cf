/** A run whose results tests can look up. */

import type { Implementation, RegionObject } from "../implementations/contract.ts";
import type { Executor } from "../implementations/executor.ts";
import { inProcessExecutor } from "../implementations/in-process/executor.ts";
import type { ConformanceError } from "../model/conformance-error.ts";
import type { RecordLine } from "../model/record.ts";
import { runReport, type RunReport } from "../reports/record/run-report.ts";
import { shellQuote } from "../reports/text/shell-quote.ts";
import { runConformance } from "../runner/run-conformance.ts";
import { DEFAULT_CASE_TIMEOUT } from "../runner/run-defaults.ts";
import type { ReplayableFailure, RunOptions } from "../runner/run-options.ts";
import { startWatchdog } from "./watchdog.ts";

export interface VitestRun {
  readonly report: RunReport;
  /** What could not be read, judged or stored. */
  readonly problems: readonly ConformanceError[];
}

type VitestRunOptions = Omit<RunOptions, "subject" | "pulse" | "replayCommand"> & {
  readonly runs: number;
};

export async function runForVitest<List extends Iterable<RegionObject>>(
  subject: Implementation<List> | Executor | URL,
  options: VitestRunOptions,
): Promise<VitestRun> {
  const lines: RecordLine[] = [];
  const problems: ConformanceError[] = [];
  const sinks = {
    line: (line: RecordLine) => lines.push(line),
    problem: (problem: ConformanceError) => problems.push(problem),
  };
  const run = (rest: Pick<RunOptions, "subject" | "pulse">): Promise<unknown> =>
    runConformance({ ...options, ...rest, replayCommand: (failure) => commandOfVitest(failure) }, sinks);

  if (subject instanceof URL) {
    await run({ subject: { module: subject } });
  } else if ("execute" in subject) {
    await run({ subject: { executor: subject } });
  } else {
    const watchdog = await startWatchdog(subject, options, options.caseTimeout ?? DEFAULT_CASE_TIMEOUT);
    try {
      const executor = inProcessExecutor(subject, watchdog?.onStep);
      await run({ subject: { executor }, ...(watchdog === undefined ? {} : { pulse: watchdog.pulse }) });
    } finally {
      await watchdog?.stop();
    }
  }
  return { report: runReport(lines), problems };
}

/** Every run judges stored failures first, so the command needs the seed only if nothing was stored. */
function commandOfVitest({ file, seed, runs, requirements }: ReplayableFailure): string {
  const filter = requirements.length === 0 ? "" : ` -t ${shellQuote(requirements[0]!)}`;
  const variables = file === undefined ? `RMRR_SEED=${shellQuote(seed)} RMRR_RUNS=${runs} ` : "";
  return `${variables}npx vitest run${filter}`;
}
