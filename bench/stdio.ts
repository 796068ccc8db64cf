/**
 * `npm run bench:stdio`: the cost of the adapter protocol, compared with an implementation in the same process.
 *
 * A C program answers with prepared traces, so that only the protocol is measured. All figures come from one run, so
 * that they can be compared; those that are not wall-clock time are CPU time. Nothing here passes or fails, because a
 * machine may be slow for reasons of its own.
 */

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { STREAMS, type Size } from "../generators/streams.ts";
import { execute } from "../implementations/in-process/execute.ts";
import { referenceImplementation } from "../implementations/reference/index.ts";
import { fullCheck } from "../implementations/stdio/full-check.ts";
import { misfitOf } from "../implementations/stdio/step-members.ts";
import { openStdioExecutor } from "../implementations/stdio/stdio-executor.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";
import { scenarioFromWire, scenarioToWire } from "../model/wire/scenario-wire.ts";
import { traceFromWire, traceToWire } from "../model/wire/trace-wire.ts";
import { padTable } from "./pad-table.ts";

const AIM_AT_LEAST = 4_000;
const AIM = 8_000;
const CASES = 500;
const SCENARIOS_THROUGH = 20_000;
const ROUNDS = 9;
/** The platform for which the targets are stated. */
const TYPICAL: Size = { functions: 24, rmrrs: 8 };

interface Stage {
  readonly name: string;
  readonly share: string;
  /** Microseconds per case. */
  readonly microseconds: number;
}

/** CPU time of this process since an earlier reading, in microseconds; other processes do not count. */
function cpuSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** The median CPU time of an action on each case, in microseconds. */
function timeOf<Value>(values: readonly Value[], action: (value: Value) => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const start = process.cpuUsage();
    for (const value of values) action(value);
    return cpuSince(start) / values.length;
  });
  return rounds.sort((left, right) => left - right)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

function measureStages(scenarios: readonly Scenario[], traces: readonly Trace[]): readonly Stage[] {
  const sent = scenarios.map((scenario) => JSON.stringify(scenarioToWire(scenario)));
  const received = traces.map((trace) => JSON.stringify(traceToWire(trace)));
  const parsed = received.map((text) => JSON.parse(text) as unknown);
  const messages = parsed.map((trace, index) => ({ message: "trace", id: index + 1, trace }));
  const pairs = scenarios.map((scenario, index) => ({ scenario, trace: traces[index] as Trace }));
  const bytes = (texts: readonly string[]): string =>
    `${(texts.reduce((sum, text) => sum + text.length, 0) / texts.length / 1000).toFixed(1)} kB`;
  return [
    { name: "scenario to wire", share: "serialise", microseconds: timeOf(scenarios, scenarioToWire) },
    {
      name: `JSON.stringify, ${bytes(sent)}`,
      share: "serialise",
      microseconds: timeOf(scenarios.map(scenarioToWire), (wire) => JSON.stringify(wire)),
    },
    {
      name: `JSON.parse, ${bytes(received)}`,
      share: "parse",
      microseconds: timeOf(received, (text) => JSON.parse(text) as unknown),
    },
    { name: "trace from wire, checked by the guards", share: "check", microseconds: timeOf(parsed, traceFromWire) },
    {
      name: "trace against the steps",
      share: "check",
      microseconds: timeOf(pairs, ({ scenario, trace }) => misfitOf(scenario, trace)),
    },
    { name: "full schema, one answer in 64", share: "check", microseconds: timeOf(messages, fullCheck) / 64 },
  ];
}

/** The cost of a scenario through the echo, in microseconds: wall-clock time, and CPU time of this process. */
async function measureEcho(
  scenarios: readonly Scenario[],
  command: string,
): Promise<{ readonly clock: number; readonly cpu: number }> {
  const executor = await openStdioExecutor({ command });
  const send = async (count: number): Promise<{ readonly clock: number; readonly cpu: number }> => {
    const start = performance.now();
    const cpuStart = process.cpuUsage();
    // As in the runner: as many in flight as the adapter accepts.
    const underWay: Promise<Trace>[] = [];
    for (let index = 0; index < count; index++) {
      if (underWay.length >= executor.inFlight) await underWay.shift();
      underWay.push(executor.execute(scenarios[index % scenarios.length] as Scenario));
    }
    const ended = (await Promise.all(underWay)).find((trace) => trace.ended !== undefined);
    if (ended !== undefined) throw new Error(`the echo broke: ${ended.ended?.message}`);
    return { clock: ((performance.now() - start) * 1000) / count, cpu: cpuSince(cpuStart) / count };
  };
  await send(scenarios.length * 4);
  const measured = await send(SCENARIOS_THROUGH);
  await executor.close();
  return measured;
}

const folder = mkdtempSync(join(tmpdir(), "rmrr-bench-"));
try {
  const echo = join(folder, "echo");
  execFileSync("cc", ["-O2", "-o", echo, "bench/stdio-echo.c"], { stdio: "inherit" });
  const rows: string[][] = [];
  for (const stream of STREAMS) {
    const scenarios = fc.sample(stream.scenarios(TYPICAL), { seed: 1, numRuns: CASES });
    const traces = scenarios.map((scenario) => execute(referenceImplementation, scenario));
    const inProcess = timeOf(scenarios, (scenario) => execute(referenceImplementation, scenario));
    const file = join(folder, stream.name);
    writeFileSync(file, `${traces.map((trace) => JSON.stringify(traceToWire(trace))).join("\n")}\n`);
    const stages = measureStages(scenarios, traces);
    const { clock, cpu } = await measureEcho(scenarios, `exec '${echo}' '${file}'`);
    const perSecond = Math.round(1e6 / clock);
    const own = stages.reduce((sum, { microseconds }) => sum + microseconds, 0);
    const aim = perSecond >= AIM ? `aim of ${AIM} met` : perSecond >= AIM_AT_LEAST ? `${AIM_AT_LEAST} met` : "missed";
    for (const { name, share, microseconds } of stages) rows.push([stream.name, share, name, microseconds.toFixed(1)]);
    rows.push([stream.name, "transport", "pipes, lines, queue", (cpu - own).toFixed(1)]);
    rows.push([stream.name, "whole", `CPU of this process: ${Math.round(1e6 / cpu)} a second`, cpu.toFixed(1)]);
    rows.push([stream.name, "whole", `by the clock, with the echo: ${perSecond} a second, ${aim}`, clock.toFixed(1)]);
    rows.push([stream.name, "beside", "executed by the reference in this process", inProcess.toFixed(1)]);
    const read = timeOf(scenarios.map(scenarioToWire), scenarioFromWire);
    rows.push([stream.name, "beside", "scenario from wire, as an adapter of ours reads it", read.toFixed(1)]);
  }
  console.log(`A scenario with ${TYPICAL.functions} functions and ${TYPICAL.rmrrs} RMRRs, in microseconds.\n`);
  console.log(padTable([["stream", "share", "what", "µs"], ...rows]));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
