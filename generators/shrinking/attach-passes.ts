/** Passes over assignments: fewer existing mappings. */

import type { Plan, PlanStep } from "../plan.ts";
import { chunks, without } from "./chunks.ts";
import type { Pass } from "./pass.ts";

type PlanAttach = Extract<PlanStep, { readonly do: "attach" }>;

export const dropMappings: Pass = {
  name: "drop mappings",
  *candidates(plan) {
    for (const [position, step] of plan.steps.entries()) {
      if (step.do !== "attach") continue;
      for (const chunk of chunks(step.mappings.length)) {
        yield withAttach(plan, position, { ...step, mappings: without(step.mappings, chunk) });
      }
    }
  },
};

function withAttach(plan: Plan, position: number, attach: PlanAttach): Plan {
  return { ...plan, steps: plan.steps.with(position, attach) };
}
