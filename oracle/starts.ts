/**
 * How an implementation was started, and started again, as far as a trace shows it.
 *
 * A start that ran out of memory may report that; no answer is then judged until the next start. Or it may report
 * success; every answer must then be right.
 */

import { lacksMemory } from "./lacks-memory.ts";
import type { Observations } from "./observations.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

export interface Start {
  /** The `restart` step, or -1 for the start before the first step. */
  readonly step: number;
  /**
   * `whole`: no allocation failed. `short`: an allocation failed, but it reported success. `stopped`: it reported that
   * it could not start, or failed for another reason.
   */
  readonly kind: "whole" | "short" | "stopped";
  /** An allocation of an earlier start failed. */
  readonly afterFailure: boolean;
}

/** The starts, in order. A `restart` answered with `unsupported` changes nothing and is not one. */
export function starts(observed: Observations): readonly Start[] {
  return observed.derive(findStarts);
}

const ONLY_THE_FIRST: readonly Start[] = [{ step: -1, kind: "whole", afterFailure: false }];

function findStarts(observed: Observations): readonly Start[] {
  const { steps } = observed.facts.scenario;
  let found: Start[] | undefined;
  let failed = false;
  for (let step = 0; step < steps.length; step++) {
    if (steps[step]!.do !== "restart") continue;
    const result = observed.result(step);
    if (result.status === "unsupported") continue;
    const kind = result.status !== "ok" ? "stopped" : lacksMemory(result) ? "short" : "whole";
    (found ??= [...ONLY_THE_FIRST]).push({ step, kind, afterFailure: failed });
    failed ||= kind === "short" || result.status === "no-memory";
  }
  return found ?? ONLY_THE_FIRST;
}

/** The last start before a step. */
export function startBefore(observed: Observations, step: number): Start {
  const all = starts(observed);
  return all.length === 1 ? all[0]! : all.findLast((start) => start.step < step)!;
}

/** Whether the implementation failed to start, and has not been started again since. */
export function isStoppedAt(observed: Observations, step: number): boolean {
  return startBefore(observed, step).kind === "stopped";
}

/** The `restart` steps that are the first to allocate after a `fail-allocations` step. */
export function plannedStartFailures(facts: ScenarioFacts): readonly number[] {
  return facts.derive(findPlanned);
}

function findPlanned({ scenario }: ScenarioFacts): readonly number[] {
  const planned: number[] = [];
  let ordered = false;
  for (const [index, step] of scenario.steps.entries()) {
    switch (step.do) {
      case "fail-allocations":
        ordered = true;
        break;
      case "restart":
        if (ordered) planned.push(index);
        ordered = false;
        break;
      case "get":
      case "insert":
      case "insert-all-of":
      case "group":
      case "show":
      case "map":
      case "attach":
      case "add":
        ordered = false;
        break;
      case "put":
      case "read":
      case "scribble":
      case "empty":
      case "ask":
      case "remove":
      case "tear-down":
        break;
      default:
        step satisfies never;
    }
  }
  return planned;
}
