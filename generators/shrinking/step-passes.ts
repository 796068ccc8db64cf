/** Passes over the steps: fewer lists, fewer steps, plainer ones. */

import type { PlanStep } from "../plan.ts";
import { chunks, without } from "./chunks.ts";
import { listsOf, withSteps } from "./edit-steps.ts";
import type { Pass } from "./pass.ts";

/** A list is removed with every step that uses it. */
export const dropLists: Pass = {
  name: "drop lists",
  *candidates(plan) {
    const lists = listsOf(plan);
    for (const { from, to } of chunks(lists.length)) {
      const gone = new Set(lists.slice(from, to));
      // A step that inserts a removed list refers to one that is not alive, and is removed too.
      yield withSteps(
        plan,
        plan.steps.filter((step) => !("list" in step && gone.has(step.list))),
      );
    }
  },
};

export const dropSteps: Pass = {
  name: "drop steps",
  *candidates(plan) {
    for (const chunk of chunks(plan.steps.length)) yield withSteps(plan, without(plan.steps, chunk));
  },
};

/** Lists get the numbers 0, 1, 2 in the order of their creation, and are put in that order. */
export const orderLists: Pass = {
  name: "order lists",
  *candidates(plan) {
    if (plan.lastListFirst) yield { ...plan, lastListFirst: false };
    const lists = listsOf(plan);
    if (lists.every((list, position) => list === position)) return;
    const number = new Map(lists.map((list, position) => [list, position]));
    yield {
      ...plan,
      steps: plan.steps.map((step): PlanStep => {
        if (!("list" in step)) return step;
        const list = number.get(step.list)!;
        return step.do === "insert-all-of"
          ? { ...step, list, source: number.get(step.source) ?? 0 }
          : { ...step, list };
      }),
    };
  },
};
