/**
 * How an implementation was started, and started again, as far as a trace shows it.
 *
 * A start that ran out of memory may say so, and then nothing is known of any answer before the next one; or it may
 * say that all is well, and then all has to be.
 */

import { lacksMemory } from "./lacks-memory.ts";
import type { Observations } from "./observations.ts";
import type { ScenarioFacts } from "./scenario-facts.ts";

export interface Start {
  /** The `restart` step, or -1 for the start before the first step. */
  readonly step: number;
  /**
   * `whole`: nothing was in its way. `short`: an allocation failed, and it says that all is well all the same.
   * `stopped`: it says that it could not start, or failed for reasons of its own.
   */
  readonly kind: "whole" | "short" | "stopped";
  /** An allocation of an earlier start failed. */
  readonly afterFailure: boolean;
}

/** The starts, in order; a `restart` that the implementation does not offer changes nothing, and is none. */
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

/** The start that a step has behind it. */
export function startBefore(observed: Observations, step: number): Start {
  const all = starts(observed);
  return all.length === 1 ? all[0]! : all.findLast((start) => start.step < step)!;
}

/** Whether the implementation could not be started, and has not been started again since. */
export function isStoppedAt(observed: Observations, step: number): boolean {
  return startBefore(observed, step).kind === "stopped";
}

/** The `restart` steps that are the first to allocate behind an order that allocations fail. */
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
