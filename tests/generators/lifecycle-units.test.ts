/** Functions that come and go stand in more than RMRRs: whatever keeps them in mind has to forget them. */

import { expect, test } from "vitest";
import type { Plan } from "../../generators/plan.ts";
import { plansOf, SOURCES } from "./sources.ts";

const PLANS: readonly Plan[] = plansOf(
  SOURCES.find(({ name }) => name === "lifecycle")!,
  1000,
);

/** Kinds of structures of a plan, other than RMRRs, whose scopes name a function that goes. */
function unitsOf({ structures, steps }: Plan): readonly string[] {
  const gone = new Set(steps.flatMap((step) => (step.do === "remove" ? [step.device] : [])));
  return structures
    .filter(({ scopes }) => scopes.some(({ at }) => gone.has(at)))
    .map(({ structure }) => structure.kind);
}

test.each(["drhd", "atsr", "satc"])("a structure of kind %s names a function that is removed", (kind) => {
  const share = PLANS.filter((plan) => unitsOf(plan).includes(kind)).length / PLANS.length;
  expect(share).toBeGreaterThan(0.01);
});
