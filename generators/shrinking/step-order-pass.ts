/**
 * Removes a step by moving another one earlier or later.
 *
 * A fault caused by one step may show in any later one, and where the step that shows it comes, another may be needed
 * to lead there again: a function queried before it was removed need not be added again to be queried. The number of
 * ways is cubic, so this is for plans that the other passes have made small.
 */

import type { PlanStep } from "../plan.ts";
import { withSteps } from "./edit-steps.ts";
import type { Pass } from "./pass.ts";

const MOST_STEPS = 6;

export const dropAndMoveSteps: Pass = {
  name: "drop a step and move another",
  *candidates(plan) {
    const { length } = plan.steps;
    if (length > MOST_STEPS) return;
    for (let gone = length - 1; gone >= 0; gone--) {
      for (const steps of reorderings(plan.steps.toSpliced(gone, 1))) yield withSteps(plan, steps);
    }
  },
};

/** The steps with one of them earlier or later, in every way that makes a difference. */
export function* reorderings(steps: readonly PlanStep[]): Generator<readonly PlanStep[]> {
  for (const [from, step] of steps.entries()) {
    const others = steps.toSpliced(from, 1);
    for (let to = 0; to <= others.length; to++) {
      // Moving one place later is the same as moving the following step one place earlier.
      if (to !== from && to !== from + 1) yield others.toSpliced(to, 0, step);
    }
  }
}
