/**
 * `npm run bench`: the cost of a case, and how it grows. `--json` prints the figures as data.
 *
 * Each figure is the minimum of several rounds of one run on one core. Nothing here passes or fails, because a machine
 * may be slow for reasons of its own; the targets are printed next to the measurements. All streams are measured;
 * `--stream NAME` measures one of them, without the growth.
 */

import { parseArgs } from "node:util";
import { STREAMS, type Size, type Stream } from "../generators/streams.ts";
import {
  measureReporting,
  measureStages,
  measureStream,
  type StageMeasurement,
  type StreamMeasurement,
} from "./measure.ts";
import { padTable } from "./pad-table.ts";

const AIM_GENERATING = 15;
const AIM_JUDGING = 30;
const AIM_CASES_A_SECOND = 20_000;

const CASES = 1_000;
const ROUNDS = 12;

/** The platform for which the targets are stated. */
const TYPICAL: Size = { functions: 24, rmrrs: 8 };
const LARGE: readonly number[] = [100, 1_000, 10_000, 65_536];

interface StreamFigures extends StreamMeasurement {
  readonly stream: string;
  readonly size: "typical" | "own";
}

interface GrowthFigures extends StageMeasurement {
  readonly functions: number;
  readonly reporting: number;
}

async function measureStreams(streams: readonly Stream[]): Promise<readonly StreamFigures[]> {
  const figures: StreamFigures[] = [];
  for (const stream of streams) {
    for (const [name, size] of [
      ["own", undefined],
      ["typical", TYPICAL],
    ] as const) {
      figures.push({ stream: stream.name, size: name, ...(await measureStream(stream, size, CASES, ROUNDS)) });
    }
  }
  return figures;
}

function measureGrowth(hierarchy: Stream): readonly GrowthFigures[] {
  return LARGE.map((functions) => {
    const size: Size = { functions, rmrrs: Math.min(functions, 2_000), everyFunctionOnce: true };
    const rounds = functions > 10_000 ? 3 : 5;
    const cases = Math.max(1, Math.floor(5_000 / functions));
    return {
      functions,
      ...measureStages(hierarchy, size, cases, rounds),
      reporting: measureReporting(hierarchy, size, rounds),
    };
  });
}

function printStreams(figures: readonly StreamFigures[]): void {
  console.log(
    `A case, in microseconds of CPU time on one core (aims: generating ${AIM_GENERATING}, judging ${AIM_JUDGING},`,
  );
  console.log(
    `${AIM_CASES_A_SECOND} whole cases a second). "overhead" is the runner's own: whole less the three stages.\n`,
  );
  const rows = figures.map(({ stream, size, times, shape, whole }) => {
    const { generating, executing, judging } = times;
    const perSecond = Math.round(1e6 / whole);
    return [
      stream,
      `${size} size`,
      `${shape.functions.toFixed(1)}/${shape.rmrrs.toFixed(1)}/${shape.steps.toFixed(1)}`,
      generating.toFixed(1),
      executing.toFixed(1),
      judging.toFixed(1),
      (whole - generating - executing - judging).toFixed(1),
      String(perSecond),
      perSecond >= AIM_CASES_A_SECOND ? "met" : "missed",
    ];
  });
  const heads = [
    "stream",
    "",
    "functions/RMRRs/steps",
    "generating",
    "executing",
    "judging",
    "overhead",
    "cases/s",
    "aim",
  ];
  console.log(padTable([heads, ...rows]));
}

function printGrowth(figures: readonly GrowthFigures[]): void {
  const base = figures[0]!;
  /**
   * Cost divided by n log n, relative to the smallest platform: it stays around 1, or falls, if growth is no faster.
   */
  const growth = (cost: number, first: number, functions: number): string => {
    const scale = (functions * Math.log2(functions)) / (base.functions * Math.log2(base.functions));
    return `${(cost / 1000).toFixed(2)} (${(cost / first / scale).toFixed(2)})`;
  };
  console.log(
    "\nGrowth: milliseconds a case, every function asked once. In brackets: cost over n log n, 1 for the smallest.\n",
  );
  const rows = figures.map(({ functions, times, reporting, shape }) => [
    String(Math.round(shape.functions)),
    shape.rmrrs.toFixed(0),
    growth(times.generating, base.times.generating, functions),
    growth(times.judging, base.times.judging, functions),
    growth(reporting, base.reporting, functions),
    growth(times.executing, base.times.executing, functions),
  ]);
  const heads = ["functions", "RMRRs", "generating", "judging", "reporting", "the reference's own"];
  console.log(padTable([heads, ...rows]));
}

const { values } = parseArgs({ options: { json: { type: "boolean" }, stream: { type: "string" } } });
const streams = await measureStreams(STREAMS.filter(({ name }) => name === (values.stream ?? name)));
const growth = values.stream === undefined ? measureGrowth(STREAMS.find(({ name }) => name === "hierarchy")!) : [];
if (values.json === true) console.log(JSON.stringify({ node: process.version, streams, growth }, undefined, 2));
else {
  printStreams(streams);
  if (growth.length > 0) printGrowth(growth);
}
