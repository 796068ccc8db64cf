/**
 * The cost of one case, stage by stage.
 *
 * All figures are CPU time of this process, because machines are shared and wall-clock time includes the work of
 * others. The minimum of several rounds counts, because the effect of others on caches only ever adds; earlier rounds
 * warm up the compiler.
 */

import { deriveSeed } from "../generators/seed.ts";
import type { Stream, Size } from "../generators/streams.ts";
import { inProcessExecutor } from "../implementations/in-process/executor.ts";
import { execute } from "../implementations/in-process/execute.ts";
import { referenceImplementation } from "../implementations/reference/index.ts";
import { decodeTable } from "../model/dmar/decode.ts";
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

/** Microseconds per case. */
export interface StageTimes {
  readonly generating: number;
  readonly executing: number;
  readonly judging: number;
}

/** The contents of a batch, as averages over its cases. */
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

export interface StageMeasurement {
  readonly times: StageTimes;
  readonly shape: BatchShape;
}

/** Warm-up rounds, which do not count. */
const WARMING_UP = 4;

/** The cost of a case of a stream, through the stages alone and through the whole runner. */
export interface StreamMeasurement extends StageMeasurement {
  /** Drawn, executed, judged and counted by the runner. */
  readonly whole: number;
}

/**
 * Cases pass through the stages one at a time, as in a run, and the cost of a stage is what it adds to the stages
 * before it: batches of cases would drop out of the caches between two stages.
 */
export async function measureStream(
  stream: Stream,
  size: Size | undefined,
  cases: number,
  rounds: number,
): Promise<StreamMeasurement> {
  const requirements = requirementsOf(stream);
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
  const arbitrary = stream.scenarios(size);
  const sourceOf = (round: number): CaseSource<Scenario> =>
    new CaseSource(arbitrary, deriveSeed("bench", stream.name, String(round)));
  const drawn = (source: CaseSource<Scenario>, index: number): Scenario => source.at(index).value;
  const executed = (scenario: Scenario): Trace => execute(referenceImplementation, scenario);
  const passes: readonly ((round: number) => void | Promise<unknown>)[] = [
    (round) => {
      const source = sourceOf(round);
      for (let index = 0; index < cases; index++) drawn(source, index);
    },
    (round) => {
      const source = sourceOf(round);
      for (let index = 0; index < cases; index++) executed(drawn(source, index));
    },
    (round) => {
      const source = sourceOf(round);
      for (let index = 0; index < cases; index++) {
        const scenario = drawn(source, index);
        judgeOne(requirements, scenario, executed(scenario));
      }
    },
    (round) => {
      const measured: Course = { ...course, arbitrary, source: sourceOf(round) };
      return judge.judgeRange(measured, 0, cases, () => undefined);
    },
  ];
  const least = passes.map(() => Infinity);
  for (let round = 0; round < WARMING_UP + rounds; round++) {
    for (const [index, pass] of passes.entries()) {
      const start = cpuTime();
      await pass(round);
      if (round >= WARMING_UP) least[index] = Math.min(least[index]!, (cpuTime() - start) / cases);
    }
  }
  const [first, second, third, whole] = least as [number, number, number, number];
  const source = sourceOf(WARMING_UP);
  return {
    times: { generating: first, executing: second - first, judging: third - second },
    whole,
    shape: meanShape(Array.from({ length: cases }, (_, index) => shapeOf(drawn(source, index)))),
  };
}

/** The stages of large cases, each of which takes long enough to be timed separately. */
export function measureStages(stream: Stream, size: Size, cases: number, rounds: number): StageMeasurement {
  const requirements = requirementsOf(stream);
  const least = { generating: Infinity, executing: Infinity, judging: Infinity };
  let shape: BatchShape = { functions: 0, rmrrs: 0, steps: 0 };
  for (let round = 0; round <= rounds; round++) {
    const source = new CaseSource(stream.scenarios(size), deriveSeed("bench", stream.name, String(round)));
    const spent = { generating: 0, executing: 0, judging: 0 };
    const shapes: BatchShape[] = [];
    for (let index = 0; index < cases; index++) {
      const start = cpuTime();
      const scenario = source.at(index).value;
      const generated = cpuTime();
      const trace = execute(referenceImplementation, scenario);
      const executed = cpuTime();
      judgeOne(requirements, scenario, trace);
      spent.judging += cpuTime() - executed;
      spent.executing += executed - generated;
      spent.generating += generated - start;
      shapes.push(shapeOf(scenario));
    }
    if (round === 0) continue;
    least.generating = Math.min(least.generating, spent.generating / cases);
    least.executing = Math.min(least.executing, spent.executing / cases);
    least.judging = Math.min(least.judging, spent.judging / cases);
    shape = meanShape(shapes);
  }
  return { times: least, shape };
}

function requirementsOf(stream: Stream): readonly Requirement[] {
  return REQUIREMENTS.filter(({ streams }) => streams.includes(stream.name));
}

function judgeOne(requirements: readonly Requirement[], scenario: Scenario, trace: Trace): void {
  const verdicts = judgeCase(requirements, scenario, trace, LINUX_PROFILE);
  const failed = verdicts.find(({ outcome }) => outcome !== "pass" && outcome !== "not-observable");
  // A benchmark of something that does not work measures nothing.
  if (failed !== undefined) throw new Error(`${failed.requirement.id}: ${failed.outcome} on the reference`);
}

/** Microseconds to draw a case and to write it as a line of the record. */
export function measureReporting(stream: Stream, size: Size, rounds: number): number {
  const source = new CaseSource(stream.scenarios(size), deriveSeed("bench", stream.name));
  const scenario = source.at(0).value;
  const trace = execute(referenceImplementation, scenario);
  let least = Infinity;
  for (let round = 0; round < WARMING_UP + rounds; round++) {
    const start = cpuTime();
    drawScenario(scenario, trace);
    JSON.stringify(recordLineToWire(failureLineOf(scenario, trace)));
    if (round >= WARMING_UP) least = Math.min(least, cpuTime() - start);
  }
  return least;
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

/**
 * Counted as the suite reads the table, because walking from one structure to the next never ends at a Length of zero.
 */
function countRmrrs(dmar: Uint8Array): number {
  return decodeTable(dmar).structures.filter(({ structure }) => structure.kind === "rmrr").length;
}
