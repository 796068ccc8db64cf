/**
 * `npm run bench:linux -- TREE`: the cost of judging a kernel tree, from the command to the verdict.
 *
 * The cost of a scenario is CPU time, because the machine is shared, and is compared with the same scenarios on the
 * reference in this process, because that ratio is the same on every machine. Sampling the program counter shows how
 * much of the program's time is spent in the tree's own code. Nothing here passes or fails; the targets are printed
 * next to the measurements.
 */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { STREAMS, type Stream } from "../generators/streams.ts";
import { execute } from "../implementations/in-process/execute.ts";
import { openLinux } from "../implementations/linux-source/open-linux.ts";
import { encodeScenario } from "../implementations/linux-source/wire/encode-scenario.ts";
import { FrameWriter } from "../implementations/linux-source/wire/frame-writer.ts";
import { referenceImplementation } from "../implementations/reference/index.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";
import { median } from "./median.ts";
import { padTable } from "./pad-table.ts";

/** Linux reports processor time in these units on every machine (USER_HZ). */
const TICKS_A_SECOND = 100;

/** Seconds from the command to the verdict, and the same for a single case once everything is compiled. */
const AIM_BUILD = 5;
const AIM_START = 1;
/** Scenarios per second on two cores. */
const AIM_PLAIN = 10_000;
const AIM_SANITIZED = 4_000;

const CASES = 1_000;
const ROUNDS = 7;
/** Scenarios for the program alone: seconds of its time, because it samples only every few milliseconds. */
const SCENARIOS_ALONE = 100_000;

interface Alone {
  /** Microseconds per scenario in the program. */
  readonly program: number;
  /** The share spent in the tree's own code. */
  readonly tree: number;
}

interface Figures extends Alone {
  readonly stream: string;
  readonly sanitize: boolean;
  /** CPU time of this process for encoding, decoding and the pipes, in microseconds per scenario. */
  readonly here: number;
  /** The same scenario on the reference in this process. */
  readonly reference: number;
  /** Scenarios per second of wall-clock time. */
  readonly perSecond: number;
}

/** Seconds of wall-clock time. */
async function timed(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}

function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** Seconds of processor time of the child processes that have ended, according to proc(5). */
function cpuOfChildren(): number {
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS_A_SECOND;
}

/** A row for one command: wall-clock time, processor time, and whether the former met the target. */
function measureCommand(what: string, aim: number, words: readonly string[]): readonly string[] {
  const cpu = cpuOfChildren();
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["dist/cli/main.js", ...words], { encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${words.join(" ")} ended with ${status}: ${stderr}`);
  const met = seconds < aim ? "met" : "missed";
  return [what, seconds.toFixed(2), (cpuOfChildren() - cpu).toFixed(2), `${aim} s ${met}`];
}

function measureStarts(tree: string, folder: string): readonly (readonly string[])[] {
  const cache = mkdtempSync(join(folder, "cache-"));
  const run = ["run", "--linux", tree, "--cache", cache, "--seed", "bench"];
  const one = ["--only", "merge/order", "--runs", "1", "--allow-unobserved", "merge/order"];
  return [
    measureCommand("a tree never seen before, one case", AIM_BUILD, [...run, ...one]),
    measureCommand("the same again", AIM_START, [...run, ...one]),
    measureCommand("without sanitizers, one case", AIM_BUILD, [...run, "--no-sanitize", ...one]),
    measureCommand("1000 cases of each stream", AIM_BUILD, run),
  ];
}

/** The program is fed from a buffer and nobody reads its answers, so that no other process interferes. */
function measureAlone(program: string, scenarios: readonly Scenario[]): Alone {
  const writer = new FrameWriter();
  for (let at = 0; at < SCENARIOS_ALONE; at++) encodeScenario(scenarios[at % scenarios.length]!, at, "vfio", writer);
  const { stderr } = spawnSync(program, ["--profile"], {
    input: writer.take(),
    stdio: ["pipe", "ignore", "pipe"],
    encoding: "utf8",
  });
  const { cpu, inTree, elsewhere } = JSON.parse(stderr) as { cpu: number; inTree: number; elsewhere: number };
  const microseconds = cpu / SCENARIOS_ALONE;
  return { program: microseconds, tree: (microseconds * inTree) / (inTree + elsewhere) };
}

async function measureStream(tree: string, cache: string, stream: Stream, sanitize: boolean): Promise<Figures> {
  const scenarios = fc.sample(stream.scenarios(), { seed: 1, numRuns: CASES });
  const { executor, harness } = await openLinux({ tree, cache, sanitize });
  const referenceCosts: number[] = [];
  const costs: number[] = [];
  const rates: number[] = [];
  // The first round is a warm-up and does not count.
  for (let round = 0; round <= ROUNDS; round++) {
    const referenceStart = process.cpuUsage();
    for (const scenario of scenarios) execute(referenceImplementation, scenario);
    const reference = cpuSince(referenceStart) / CASES;
    const cpuStart = process.cpuUsage();
    const seconds = await timed(async () => {
      const underWay: (Trace | Promise<Trace>)[] = [];
      for (let pass = 0; pass < 10; pass++) {
        for (const scenario of scenarios) {
          if (underWay.length >= executor.inFlight) await underWay.shift();
          underWay.push(executor.execute(scenario));
        }
      }
      await Promise.all(underWay);
    });
    if (round === 0) continue;
    referenceCosts.push(reference);
    costs.push(cpuSince(cpuStart) / (10 * CASES));
    rates.push((10 * CASES) / seconds);
  }
  await executor.close();
  return {
    stream: stream.name,
    sanitize,
    ...measureAlone(harness.program, scenarios),
    here: median(costs),
    reference: median(referenceCosts),
    perSecond: median(rates),
  };
}

function rowOf(figures: Figures): string[] {
  const { stream, sanitize, program, tree: own, here, reference, perSecond } = figures;
  const aim = sanitize ? AIM_SANITIZED : AIM_PLAIN;
  return [
    stream,
    sanitize ? "with" : "without",
    own.toFixed(1),
    (program - own).toFixed(1),
    here.toFixed(1),
    (own / reference).toFixed(2),
    ((program - own) / own).toFixed(1),
    ((program + here) / reference).toFixed(2),
    String(Math.round(1e6 / Math.max(program, here))),
    String(Math.round(perSecond)),
    perSecond >= 2 * aim ? `twice ${aim}` : perSecond >= aim ? `${aim} met` : `${aim} missed`,
  ];
}

const [named] = process.argv.slice(2);
if (named === undefined) {
  console.error("usage: npm run bench:linux -- TREE");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "rmrr-bench-"));
try {
  console.log(`From the command to the verdict, in seconds; ${loadavg()[0]!.toFixed(1)} others want a processor.\n`);
  console.log(padTable([["", "clock", "CPU", "aim"], ...measureStarts(named, folder)]));
  const figures: Figures[] = [];
  for (const stream of STREAMS)
    for (const sanitize of [false, true]) figures.push(await measureStream(named, folder, stream, sanitize));
  const heads = [
    "stream",
    "sanitizers",
    "tree's code µs",
    "harness µs",
    "this side µs",
    "tree / reference",
    "harness / tree",
    "all / reference",
    "two cores, by CPU",
    "a second, clock",
    "aim",
  ];
  console.log("\nA scenario, executed and not judged; the reference executes the same in this process.\n");
  console.log(padTable([heads, ...figures.map(rowOf)]));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
