/**
 * What one case costs, stage by stage.
 *
 * A stage is timed over a whole batch, in CPU time of this process: machines are shared, and a clock on the wall
 * counts what others do. Of several rounds the median stands, and rounds before it warm the compiler up.
 */

import { deriveSeed } from "../generators/seed.ts";
import type { Stream, Size } from "../generators/streams.ts";
import { inProcessExecutor } from "../implementations/in-process/executor.ts";
import { execute } from "../implementations/in-process/execute.ts";
import { referenceImplementation } from "../implementations/reference/index.ts";
import { LINUX_PROFILE } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";
import { recordLineToWire } from "../model/wire/record-wire.ts";
import { drawScenario } from "../reports/drawing/draw-scenario.ts";
import { CaseSource } from "../runner/case-source.ts";
import type { Course } from "../runner/course.ts";
import { suite } from "../runner/default-suite.ts";
import { makeJudgingPlan } from "../runner/judging-plan.ts";
import { LocalJudge } from "../runner/local-judge.ts";
import { REQUIREMENTS } from "../suites/index.ts";
import { judgeCase } from "../suites/judge-case.ts";
import type { Requirement } from "../suites/requirement.ts";

/** Microseconds a case. */
export interface StageTimes {
  readonly generating: number;
  readonly executing: number;
  readonly judging: number;
}

/** What a batch is made of, means over its cases. */
export interface BatchShape {
  readonly functions: number;
  readonly rmrrs: number;
  readonly steps: number;
}

/** CPU time of this process in microseconds, user and system. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

export interface StageMeasurement {
  readonly times: StageTimes;
  readonly shape: BatchShape;
}

/** As few that they stay in the nursery of the garbage collector, as a case at a time does. */
const BATCH = 50;

/** Generating, executing on the reference, and judging for all requirements of the stream, apart. */
export function measureStages(stream: Stream, size: Size | undefined, cases: number, rounds: number): StageMeasurement {
  const requirements = REQUIREMENTS.filter(({ streams }) => streams.includes(stream.name));
  const costs = { generating: [] as number[], executing: [] as number[], judging: [] as number[] };
  let shape: BatchShape = { functions: 0, rmrrs: 0, steps: 0 };
  // The first round warms up and does not count.
  for (let round = 0; round <= rounds; round++) {
    const source = new CaseSource(stream.scenarios(size), deriveSeed("bench", stream.name, String(round)));
    const spent = { generating: 0, executing: 0, judging: 0 };
    const shapes: BatchShape[] = [];
    for (let from = 0; from < cases; from += BATCH) {
      const count = Math.min(BATCH, cases - from);
      const start = cpuTime();
      const scenarios = Array.from({ length: count }, (_, index) => source.at(from + index).value);
      const generated = cpuTime();
      const traces = scenarios.map((scenario) => execute(referenceImplementation, scenario));
      const executed = cpuTime();
      judgeAll(requirements, scenarios, traces);
      spent.judging += cpuTime() - executed;
      spent.executing += executed - generated;
      spent.generating += generated - start;
      shapes.push(...scenarios.map(shapeOf));
    }
    if (round === 0) continue;
    costs.generating.push(spent.generating / cases);
    costs.executing.push(spent.executing / cases);
    costs.judging.push(spent.judging / cases);
    shape = meanShape(shapes);
  }
  const { generating, executing, judging } = costs;
  return {
    times: { generating: median(generating), executing: median(executing), judging: median(judging) },
    shape,
  };
}

function judgeAll(
  requirements: readonly Requirement[],
  scenarios: readonly Scenario[],
  traces: readonly Trace[],
): void {
  scenarios.forEach((scenario, index) => {
    const verdicts = judgeCase(requirements, scenario, traces[index]!, LINUX_PROFILE);
    const failed = verdicts.find(({ outcome }) => outcome !== "pass");
    // A benchmark of something that does not work measures nothing.
    if (failed !== undefined) throw new Error(`${failed.requirement.id}: ${failed.outcome} on the reference`);
  });
}

/** Microseconds a case through the whole runner: cases drawn, executed, judged, counted. */
export async function measureWhole(
  stream: Stream,
  size: Size | undefined,
  cases: number,
  rounds: number,
): Promise<number> {
  const plan = makeJudgingPlan(suite, {
    seed: "bench",
    runs: cases,
    only: [],
    tables: [],
    profile: LINUX_PROFILE,
    divergences: [],
  });
  const judge = new LocalJudge(plan, inProcessExecutor(referenceImplementation));
  const course = plan.courses.find(({ name }) => name === stream.name)!;
  const costs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const seed = deriveSeed("bench", stream.name, String(round));
    const arbitrary = stream.scenarios(size);
    const measured: Course = { ...course, arbitrary, source: new CaseSource(arbitrary, seed) };
    const start = cpuTime();
    await judge.judgeRange(measured, 0, cases, () => undefined);
    if (round > 0) costs.push((cpuTime() - start) / cases);
  }
  return median(costs);
}

/** Microseconds to draw a case and to write it as a line of the record. */
export function measureReporting(stream: Stream, size: Size, rounds: number): number {
  const source = new CaseSource(stream.scenarios(size), deriveSeed("bench", stream.name));
  const scenario = source.at(0).value;
  const trace = execute(referenceImplementation, scenario);
  const costs: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const start = cpuTime();
    drawScenario(scenario, trace);
    JSON.stringify(recordLineToWire(failureLineOf(scenario, trace)));
    if (round > 0) costs.push(cpuTime() - start);
  }
  return median(costs);
}

function failureLineOf(scenario: Scenario, trace: Trace): Parameters<typeof recordLineToWire>[0] {
  return {
    line: "failure",
    outcome: "fail",
    requirements: ["coverage/endpoint"],
    rule: "missing",
    origin: { from: "stream", stream: "hierarchy", index: 0 },
    occurrences: 1,
    witness: { rule: "missing" },
    scenario,
    trace,
    shrinking: { tried: 0, taken: 0, cut: false },
    replay: "",
  };
}

function shapeOf({ platform, steps }: Scenario): BatchShape {
  return { functions: platform.functions.length, rmrrs: countRmrrs(platform.dmar), steps: steps.length };
}

function meanShape(shapes: readonly BatchShape[]): BatchShape {
  const mean = (count: (shape: BatchShape) => number): number =>
    shapes.reduce((sum, shape) => sum + count(shape), 0) / shapes.length;
  return {
    functions: mean(({ functions }) => functions),
    rmrrs: mean(({ rmrrs }) => rmrrs),
    steps: mean(({ steps }) => steps),
  };
}

/** Counted on the bytes, since that is all that a scenario has. */
function countRmrrs(dmar: Uint8Array): number {
  const view = new DataView(dmar.buffer, dmar.byteOffset, dmar.byteLength);
  let count = 0;
  for (let offset = 48; offset + 4 <= dmar.length; offset += view.getUint16(offset + 2, true)) {
    if (view.getUint16(offset, true) === 1) count++;
  }
  return count;
}
