/**
 * `npm run bench:linux -- TREE`: what judging a kernel tree costs, from the command to the verdict.
 *
 * What a scenario costs is CPU time, since a machine is shared, and stands beside the same scenarios on the reference
 * in this process: the ratio says the same on every machine. The program tells by its program counter how much of its
 * time is the tree's own code. Nothing here passes or fails; the aims stand beside
 * what was measured.
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

/** Linux counts processor time for others in these, on every machine (USER_HZ). */
const TICKS_A_SECOND = 100;

/** Seconds from the command to the verdict, and to that of one case once everything is compiled. */
const AIM_BUILD = 5;
const AIM_START = 1;
/** Scenarios a second on two cores. */
const AIM_PLAIN = 10_000;
const AIM_SANITIZED = 4_000;

const CASES = 1_000;
const ROUNDS = 7;
/** Scenarios for the program alone: seconds of its time, since it looks every few milliseconds. */
const SCENARIOS_ALONE = 100_000;

interface Alone {
  /** Microseconds of a scenario in the program. */
  readonly program: number;
  /** The part of it that is the tree's own code. */
  readonly tree: number;
}

interface Figures extends Alone {
  readonly stream: string;
  readonly sanitize: boolean;
  /** CPU time of this process for encoding, decoding and the pipes, in microseconds a scenario. */
  readonly here: number;
  /** The same scenario on the reference in this process. */
  readonly reference: number;
  /** Scenarios a second by the clock. */
  readonly perSecond: number;
}

/** Seconds by the clock. */
async function timed(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return (performance.now() - start) / 1000;
}

function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** Seconds of processor time of the processes that this one started and that are over, by proc(5). */
function cpuOfChildren(): number {
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]!.split(" ");
  return (Number(fields[13]) + Number(fields[14])) / TICKS_A_SECOND;
}

/** A row for one command: by the clock, in processor time, and whether the clock met the aim. */
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

/** The program fed from a buffer, nobody reading its answers: no other process is in the way. */
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
  // The first round warms up and does not count.
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
