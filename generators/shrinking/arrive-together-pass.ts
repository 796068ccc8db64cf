/**
 * Removes a function by adding the bridge above it instead of what is below it.
 *
 * Showing that one function is added along with another takes two: the one that the step names, and the one that comes
 * along. A bridge that was present from the start, and cannot be removed, can take the role of the named one. For plans
 * that the other passes have made small.
 */

import type { Plan } from "../plan.ts";
import { withFunctions, withoutSome } from "./edit-functions.ts";
import type { Pass } from "./pass.ts";

const MOST_FUNCTIONS = 4;

export const arriveTogether: Pass = {
  name: "let functions come with the bridge above them",
  *candidates(plan) {
    if (plan.functions.length > MOST_FUNCTIONS) return;
    for (const [position, step] of plan.steps.entries()) {
      if (step.do !== "add") continue;
      const { place: bridge } = plan.functions[step.device]!;
      if (bridge < 0) continue;
      const together: Plan = {
        ...plan,
        // What is below an absent bridge is absent with it.
        functions: plan.functions.map((fn, index) => (index === bridge ? { ...fn, absent: true } : fn)),
        steps: plan.steps.with(position, { ...step, device: bridge }),
      };
      for (const gone of plan.functions.keys()) {
        for (const heir of plan.functions.keys()) {
          if (heir === gone || gone === bridge) continue;
          yield withFunctions(together, { ...withoutSome(together, (index) => index === gone), heir: () => heir });
        }
      }
    }
  },
};
