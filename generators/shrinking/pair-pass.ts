/**
 * Two changes at once, where each thing is needed as long as the other is there.
 *
 * The number of pairs is quadratic, so this is for plans that the other passes have made small.
 */

import type { Plan } from "../plan.ts";
import { withoutSome } from "./edit-functions.ts";
import { scopesOf, withScopes } from "./edit-scopes.ts";
import { withSteps } from "./edit-steps.ts";
import type { Pass } from "./pass.ts";
import { cuts } from "./cuts.ts";

interface Item {
  readonly of: "rmrrs" | "scopes" | "steps" | "functions";
  readonly index: number;
}

const MOST_ITEMS = 20;

export const dropPairs: Pass = {
  name: "drop two things at once",
  *candidates(plan) {
    const items = itemsOf(plan);
    if (items.length > MOST_ITEMS) return;
    for (const [position, one] of items.entries()) {
      for (const other of items.slice(position + 1)) yield* withoutItems(plan, [one, other]);
    }
  },
};

function itemsOf(plan: Plan): readonly Item[] {
  const items = (of: Item["of"], count: number): Item[] => Array.from({ length: count }, (_, index) => ({ of, index }));
  return [
    ...items("rmrrs", plan.rmrrs.length),
    ...items("scopes", scopesOf(plan).length),
    ...items("steps", plan.steps.length),
    ...items("functions", plan.functions.length),
  ];
}

function* withoutItems(plan: Plan, items: readonly Item[]): Generator<Plan> {
  const goes = (of: Item["of"], index: number): boolean => items.some((item) => item.of === of && item.index === index);
  const fewerScopes = withScopes(plan, (scope, position) => (goes("scopes", position) ? undefined : scope));
  const rmrrs = fewerScopes.rmrrs.filter((_rmrr, index) => !goes("rmrrs", index));
  const steps = plan.steps.filter((_step, index) => !goes("steps", index));
  const fewerSteps = withSteps({ ...fewerScopes, rmrrs }, steps);
  if (items.some((item) => item.of === "functions")) {
    yield* cuts(fewerSteps, (whole) => withoutSome(whole, (index) => goes("functions", index)));
  } else {
    yield fewerSteps;
  }
}
