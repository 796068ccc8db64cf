/**
 * What a bridge scope saves, since it also covers what is below the bridge.
 *
 * Two functions that one RMRR must cover need only one scope if one of them is a bridge above the other; and the path
 * to a bridge is shorter than those to what is below it. For plans that the other passes have made small.
 */

import { CLASS_CODE_BRIDGE } from "../class-vocabulary.ts";
import { SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { NO_TAIL, NONE, type Plan, type PlanFunction, type PlanRmrr, type PlanScope } from "../plan.ts";
import { withFunctions } from "./edit-functions.ts";
import { scopesOf, withScopes } from "./edit-scopes.ts";
import { exchange } from "./exchange-pass.ts";
import type { Pass } from "./pass.ts";

const MOST_FUNCTIONS = 5;

export const nestFunctions: Pass = {
  name: "put a function below a bridge that a scope names",
  *candidates(plan) {
    if (plan.functions.length > MOST_FUNCTIONS) return;
    for (const { scopes } of plan.rmrrs) {
      for (const { at: above } of scopes) {
        for (const { at: below } of scopes) {
          if (above >= 0 && below >= 0 && above !== below) yield* nested(plan, above, below);
        }
      }
    }
  },
};

/** A scope that names the bridge above what it names. */
export const nameBridges: Pass = {
  name: "name the bridge above",
  *candidates(plan) {
    if (plan.functions.length > MOST_FUNCTIONS) return;
    for (const [position, { at }] of scopesOf(plan).entries()) {
      const above = plan.functions[at]?.place ?? NONE;
      if (above < 0) continue;
      yield withScopes(plan, (scope, other) =>
        other === position ? { ...scope, at: above, tail: NO_TAIL, type: SCOPE_SUB_HIERARCHY } : scope,
      );
    }
  },
};

function* nested(plan: Plan, above: number, below: number): Generator<Plan> {
  // A bridge comes before what is below it; what is below a moved one would not follow.
  if (above > below && plan.functions.some(({ place }) => place === above || place === below)) return;
  const ordered = above < below ? plan : exchange(plan, above, below);
  const bridge = Math.min(above, below);
  const inner = Math.max(above, below);
  const { functions } = ordered;
  if (functions[bridge]!.place !== functions[inner]!.place) return;
  if ([bridge, inner].some((index) => isTied(functions, index))) return;
  const named = {
    ...ordered,
    rmrrs: ordered.rmrrs.map((rmrr) => ({ ...rmrr, scopes: scopesBy(rmrr, bridge, inner) })),
  };
  yield withFunctions(named, {
    functions: functions.map((fn, index): PlanFunction => {
      if (index === inner) return { ...fn, place: bridge };
      return index === bridge && fn.headerType === 0 ? { ...fn, headerType: 1, classCode: CLASS_CODE_BRIDGE } : fn;
    }),
  });
}

/** The scopes without those that name the inner function; the first of them names the bridge if no other scope does. */
function scopesBy({ scopes }: PlanRmrr, bridge: number, inner: number): readonly PlanScope[] {
  const others = scopes.filter(({ at }) => at !== inner);
  const first = scopes.find(({ at }) => at === inner);
  if (first === undefined || others.some(({ at }) => at === bridge)) return others;
  return [...others, { ...first, at: bridge, tail: NO_TAIL }];
}

/** Virtual functions, and functions that have some, stay where they are. */
function isTied(functions: readonly PlanFunction[], index: number): boolean {
  return functions[index]!.physicalFunction !== NONE || functions.some((fn) => fn.physicalFunction === index);
}
