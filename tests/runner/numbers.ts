/** The suite about numbers with its types, and implementations for it. */

import type { Implementation } from "../../implementations/contract.ts";
import type { Executor } from "../../implementations/executor.ts";
import { inProcessExecutor } from "../../implementations/in-process/executor.ts";
import type { RecordLine } from "../../model/record.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { ConformanceError } from "../../model/conformance-error.ts";
import { runConformance } from "../../runner/run-conformance.ts";
import type { Progress, RunOptions } from "../../runner/run-options.ts";
import type { Suite } from "../../runner/suite.ts";

interface NumberSuite {
  readonly suite: Suite;
  scenarioOf(numbers: readonly number[]): Scenario;
  numbersOf(scenario: Scenario): number[];
}

export const SUITE_MODULE: URL = new URL("./fixtures/number-suite.js", import.meta.url);
const loaded: NumberSuite = (await import(SUITE_MODULE.href)) as NumberSuite;
export const { suite, scenarioOf, numbersOf } = loaded;

/** An implementation that answers as it is told. */
export function answering(answer: (number: number) => boolean, version?: string): Implementation {
  return {
    name: "numbers",
    ...(version === undefined ? {} : { version }),
    start: () => ({ hasRmrr: (device) => answer(Number(device.label.slice(1))) }),
  };
}

export const isEven = (number: number): boolean => number % 2 === 0;
export const RIGHT: Implementation = answering(isEven);

/** An executor whose traces come later, and not in the order in which they were asked for. */
export function laterExecutor(implementation: Implementation, inFlight: number): Executor {
  const executor = inProcessExecutor(implementation);
  let count = 0;
  return {
    ...executor,
    inFlight,
    execute: async (scenario) => {
      const turns = (count++ * 7) % 5;
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      return executor.execute(scenario);
    },
  };
}

export interface Ran {
  readonly exitStatus: 0 | 1 | 3;
  readonly lines: readonly RecordLine[];
  readonly problems: readonly string[];
  readonly progress: readonly Progress[];
  readonly stored: readonly string[];
}

/** Runs the suite about numbers and collects everything. */
export async function run(subject: Implementation | Executor, options: Partial<RunOptions> = {}): Promise<Ran> {
  const lines: RecordLine[] = [];
  const problems: string[] = [];
  const progress: Progress[] = [];
  const stored: string[] = [];
  const executor = "execute" in subject ? subject : inProcessExecutor(subject);
  const { exitStatus } = await runConformance(
    { suite, subject: { executor }, seed: "a seed", allowUnobserved: ["number/never", "number/listed"], ...options },
    {
      line: (line) => lines.push(line),
      progress: (it) => progress.push(it),
      problem: (problem: ConformanceError) => problems.push(problem.code),
      stored: (path) => stored.push(path),
    },
  );
  return { exitStatus, lines, problems, progress, stored };
}

/** The lines of one kind. */
export function linesOf<Kind extends RecordLine["line"]>(
  lines: readonly RecordLine[],
  kind: Kind,
): readonly Extract<RecordLine, { line: Kind }>[] {
  return lines.filter((line): line is Extract<RecordLine, { line: Kind }> => line.line === kind);
}

export function requirement(lines: readonly RecordLine[], id: string): Extract<RecordLine, { line: "requirement" }> {
  const found = linesOf(lines, "requirement").find((line) => line.id === id);
  if (found === undefined) throw new Error(`no line of ${id}`);
  return found;
}
