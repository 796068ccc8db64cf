/**
 * One step less, if another one comes earlier or later.
 *
 * What is wrong behind one step may show in any step behind it, and where a step stands that shows it, another has to
 * lead there again: a function that was got before it went need not come back to be got. There are cubically many ways,
 * so this is for plans that the other passes have made small.
 */

import { withSteps } from "./edit-steps.ts";
import type { Pass } from "./pass.ts";

const MOST_STEPS = 6;

export const dropAndMoveSteps: Pass = {
  name: "drop a step and move another",
  *candidates(plan) {
    const { length } = plan.steps;
    if (length > MOST_STEPS) return;
    for (let gone = length - 1; gone >= 0; gone--) {
      const left = plan.steps.toSpliced(gone, 1);
      for (const [from, step] of left.entries()) {
        const others = left.toSpliced(from, 1);
        for (let to = 0; to <= others.length; to++) {
          // To go one place further is what the step behind does that comes one place nearer.
          if (to === from || to === from + 1) continue;
          yield withSteps(plan, others.toSpliced(to, 0, step));
        }
      }
    }
  },
};
