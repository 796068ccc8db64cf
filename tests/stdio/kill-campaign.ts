/**
 * A campaign of kills: an adapter works through scenarios while somebody ends or stops it at random moments.
 *
 * What has to hold: every scenario gets a trace; it is the right one, or says that the adapter died or hung;
 * no more of them say so than there were kills; and no process is left.
 */

import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { Executor } from "../../implementations/executor.ts";
import { openStdioExecutor } from "../../implementations/stdio/stdio-executor.ts";
import type { Scenario } from "../../model/scenario.ts";
import { processesLeft, processesWith, tagged } from "./processes.ts";

const SIGNALS = ["SIGKILL", "SIGTERM", "SIGSEGV", "SIGSTOP", "SIGINT"] as const;

export interface CampaignResult {
  readonly runs: number;
  readonly kills: number;
  readonly restarts: number;
  /** Traces that are the same as without kills. */
  readonly right: number;
  /** Traces that say that the adapter broke, by their codes. */
  readonly broken: Readonly<Record<string, number>>;
  /** Indexes of traces that are neither. */
  readonly wrong: readonly number[];
  readonly processesLeft: readonly number[];
}

/**
 * @param random numbers from 0 to below 1, which decide when and how the adapter is killed
 * @param between how many scenarios are answered between two kills, on average: a slow machine sees as many kills
 */
export async function killCampaign(
  command: string,
  scenarios: readonly Scenario[],
  runs: number,
  random: () => number,
  between: number,
): Promise<CampaignResult> {
  const undisturbed = await openStdioExecutor({ command });
  const expected = (await executeAll(undisturbed, scenarios, scenarios.length)).map(textOf);
  await undisturbed.close();

  const { command: taggedCommand, tag } = tagged(command);
  const executor = await openStdioExecutor({ command: taggedCommand, caseTimeout: 1000, startTimeout: 10_000 });
  const over = new AbortController();
  let answered = 0;
  const killing = killAtRandom(tag, random, between, () => answered, over.signal);
  const traces = await executeAll(executor, scenarios, runs, () => answered++);
  over.abort();
  const kills = await killing;
  await executor.close();

  const broken: Record<string, number> = {};
  const wrong: number[] = [];
  let right = 0;
  for (const [index, trace] of traces.entries()) {
    if (textOf(trace) === expected[index % scenarios.length]) right++;
    else if (trace.ended?.code === undefined) wrong.push(index);
    else broken[trace.ended.code] = (broken[trace.ended.code] ?? 0) + 1;
  }
  const left = await processesLeft(tag);
  return { runs: traces.length, kills, restarts: executor.restarts, right, broken, wrong, processesLeft: left };
}

/** Hands scenarios in as the runner does: as many under way as the adapter likes. */
async function executeAll(
  executor: Executor,
  scenarios: readonly Scenario[],
  runs: number,
  onAnswer: () => void = () => undefined,
): Promise<Traces> {
  const traces: Awaited<ReturnType<Executor["execute"]>>[] = [];
  const underWay: ReturnType<Executor["execute"]>[] = [];
  for (let index = 0; index < runs || underWay.length > 0;) {
    if (index < runs && underWay.length < executor.inFlight) {
      underWay.push(executor.execute(scenarios[index++ % scenarios.length] as Scenario));
    } else {
      traces.push(await (underWay.shift() as ReturnType<Executor["execute"]>));
      onAnswer();
    }
  }
  return traces;
}

type Traces = readonly Awaited<ReturnType<Executor["execute"]>>[];

function textOf(trace: unknown): string {
  return JSON.stringify(trace, (_, value: unknown) => (typeof value === "bigint" ? `0x${value.toString(16)}` : value));
}

/** @returns how many processes were sent a signal */
async function killAtRandom(
  tag: string,
  random: () => number,
  between: number,
  answered: () => number,
  over: AbortSignal,
): Promise<number> {
  let kills = 0;
  while (!over.aborted) {
    // One kill in eight hits the program while it starts again.
    const isAtWork = kills === 0 || random() > 0.125;
    const until = isAtWork ? answered() + 1 + Math.floor(2 * between * random()) : answered();
    do await setTimeout(isAtWork ? 1 + 4 * random() : 30);
    while (answered() < until && !over.aborted);
    const [adapter] = processesWith(tag);
    if (adapter === undefined || over.aborted || isStopped(adapter)) continue;
    // One that is stopped while it starts costs the time of a start, not of a scenario; that would take for ever.
    const signals = isAtWork ? SIGNALS : SIGNALS.filter((signal) => signal !== "SIGSTOP");
    try {
      process.kill(adapter, signals[Math.floor(random() * signals.length)]);
      kills++;
    } catch {
      // It has ended in the meantime.
    }
  }
  return kills;
}

/** A process that is stopped already is left to its time limit. */
function isStopped(id: number): boolean {
  try {
    return /^State:\s+T/m.test(readFileSync(`/proc/${id}/status`, "utf8"));
  } catch {
    return true;
  }
}
