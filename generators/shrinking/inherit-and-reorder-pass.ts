/**
 * Removes a function by reordering RMRRs or steps.
 *
 * What two functions show together in any table order, one of them may show alone if the RMRR that matters comes first.
 * And a bridge may be removed if a function below it is added sooner. For plans that the other passes have made small.
 */

import type { Plan, PlanFunction } from "../plan.ts";
import { withFunctions } from "./edit-functions.ts";
import { withSteps } from "./edit-steps.ts";
import type { Pass } from "./pass.ts";
import { reorderings } from "./step-order-pass.ts";

const MOST_FUNCTIONS = 4;
const MOST_STEPS = 4;

export const inheritAndReorder: Pass = {
  name: "let another function inherit and reorder RMRRs or steps",
  *candidates(plan) {
    if (plan.functions.length > MOST_FUNCTIONS) return;
    for (const gone of plan.functions.keys()) {
      for (const heir of plan.functions.keys()) {
        if (heir === gone) continue;
        const inherited = spliced(plan, gone, heir);
        if (inherited.rmrrs.length === 2) yield { ...inherited, rmrrs: inherited.rmrrs.toReversed() };
        if (inherited.steps.length > MOST_STEPS) continue;
        for (const steps of reorderings(inherited.steps)) yield withSteps(inherited, steps);
      }
    }
  },
};

/** What is below the removed function moves up. */
function spliced(plan: Plan, gone: number, heir: number): Plan {
  const { place } = plan.functions[gone]!;
  return withFunctions(plan, {
    functions: plan.functions.map((fn, index): PlanFunction | undefined =>
      index === gone ? undefined : fn.place === gone ? { ...fn, place } : fn,
    ),
    heir: () => heir,
  });
}
