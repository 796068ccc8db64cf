/**
 * Watches over code in this thread that may never return. Nothing in this thread can end it, and neither can vitest's
 * own timeouts, so a second thread stores the case, reports it, and ends the process.
 */

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Implementation, RegionObject } from "../implementations/contract.ts";
import { Heartbeat } from "../runner/heartbeat.ts";
import { namedTables } from "../runner/named-tables.ts";
import type { Pulse } from "../runner/pulse.ts";
import { resolveProfile } from "../runner/resolve-profile.ts";
import type { RunOptions } from "../runner/run-options.ts";
import type { PlanData } from "../runner/judging-plan.ts";
import type { WatchdogSetup } from "./watchdog-thread.ts";

export interface Watchdog {
  readonly pulse: Pulse;
  onStep(step: number): void;
  stop(): Promise<void>;
}

/**
 * Starts the watch.
 *
 * @param caseTimeout milliseconds
 * @returns undefined where there can be none: from TypeScript sources, where Node does not run them
 */
export async function startWatchdog<List extends Iterable<RegionObject>>(
  implementation: Implementation<List>,
  options: Pick<RunOptions, "seed" | "runs" | "only" | "profile" | "tables" | "store">,
  caseTimeout: number,
): Promise<Watchdog | undefined> {
  const isSource = import.meta.url.endsWith(".ts");
  if (isSource && !(process.features as { readonly typescript?: unknown }).typescript) return undefined;
  const heartbeat = new Heartbeat();
  const plan: PlanData = {
    seed: options.seed,
    runs: options.runs ?? 1,
    only: options.only ?? [],
    tables: namedTables(options.tables ?? []),
    profile: resolveProfile(options.profile, implementation),
    divergences: [],
  };
  const setup: WatchdogSetup = {
    heartbeat: heartbeat.shared,
    plan,
    implementation: implementation.name,
    caseTimeout,
    ...(options.store === undefined ? {} : { store: options.store }),
  };
  const thread = new Worker(new URL(`./watchdog-thread${isSource ? ".ts" : ".js"}`, import.meta.url), {
    workerData: setup,
  });
  thread.unref();
  await once(thread, "online");
  const pulse: Pulse = {
    drawing: (course, index) => heartbeat.drawing(course, index),
    // The watchdog must know the scenario before it is executed: afterwards this thread may never send anything again.
    offering: (scenario) => thread.postMessage(scenario),
    executing: (twin) => heartbeat.executing(twin),
    judging: () => heartbeat.judging(),
    resting: () => heartbeat.resting(),
  };
  return {
    pulse,
    onStep: (step) => heartbeat.step(step),
    stop: async () => void (await thread.terminate()),
  };
}
